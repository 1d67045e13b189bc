/** One thing that is wrong with a configuration, or worth knowing, and where. */
export interface ConfigProblem {
  /** An error stops processing, a warning does not. */
  readonly severity: 'error' | 'warning'
  readonly code: string
  /** What was expected and what was found; the place is in the fields beside it. */
  readonly message: string
  /** The next thing to do. */
  readonly hint: string
  /** The configuration file. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** 1-based. */
  readonly column: number
}
