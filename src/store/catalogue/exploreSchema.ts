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

/** A catalogue of others that sources are compared with. Its rows are in a file of the store. */
export interface ReferenceCatalogueRow {
  readonly id: string
  readonly name: string
  /** Name of the file that it was read from. */
  readonly fileName: string
  readonly rowCount: number
  /** How far a row may be from a source to be shown with it. */
  readonly radiusArcsec: number
  /** JSON list of its columns: name, unit, description. */
  readonly columns: string
  readonly addedBy: string
  readonly addedAt: string
}
