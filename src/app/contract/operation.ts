/** Work that takes its time, kept in the catalogue from the moment it is asked for. */
export const operationKinds = ['process', 'addImages', 'restore', 'purge', 'export', 'sample', 'analysis', 'ingest', 'import'] as const

export type OperationKind = (typeof operationKinds)[number]

export type OperationState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'

/** The words that screens, tables and logs use. */
export const wordOfOperation: Readonly<Record<OperationState, string>> = {
  queued: 'Queued',
  running: 'Running',
  completed: 'Completed',
  failed: 'Error',
  cancelled: 'Cancelled',
}

export interface ProgressLine {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly text: string
}

/** How far an operation is. `done` of `total` counts units of its stage: images, sources, files. */
export interface OperationProgress {
  /** Null before the first. */
  readonly stage: string | null
  readonly done: number
  readonly total: number
  /** The last that were said, oldest first. */
  readonly lines: readonly ProgressLine[]
}

/** An operation as everybody sees it who may. Times are ISO 8601, UTC. */
export interface OperationView {
  readonly id: string
  readonly kind: string
  readonly state: OperationState
  /** The state as a screen says it. */
  readonly words: string
  /** What it is about; null for work on nothing that has a name. */
  readonly subject: { readonly id: string; readonly kind: string; readonly name: string } | null
  /** Who asked for it. */
  readonly by: string
  /** True where any worker may take it up; false where the process that asked for it works on it itself. */
  readonly isDetached: boolean
  /** How often it was taken up. */
  readonly attempt: number
  /** The process that works on it, or will. */
  readonly worker: string | null
  readonly progress: OperationProgress
  /** Name of its log among those of its run. */
  readonly log: string | null
  /** Why it waits; null where it does not. */
  readonly waitReason: string | null
  /** Why it ended without doing what it was to do. */
  readonly fault: { readonly code: string; readonly message: string; readonly hint: string } | null
  /** What came of it, such as a version's number and counts. */
  readonly outcome: unknown
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
}
