/** A source query that somebody keeps under a name. */
export interface SavedQueryRow {
  readonly id: string
  readonly userId: string
  /** The project whose members see it too; null: it is its owner's alone. */
  readonly projectId: string | null
  /** Unique among those of its owner. */
  readonly name: string
  /** JSON list of the runs that are asked, each as `lmc` or `lmc:2`; empty: all. */
  readonly runs: string
  /** As text, as it was understood. */
  readonly query: string
  readonly changedAt: string
}
