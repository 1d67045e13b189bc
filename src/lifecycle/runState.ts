/** What a run is doing, or what its last operation did. */
export type RunWork = 'initialised' | 'queued' | 'running' | 'completed' | 'failed' | 'cancelled' | 'restoring'

/** Where a run is. */
export type RunPlace = 'live' | 'trashed' | 'purging' | 'purged'

/** The words that screens, tables and logs use. */
export const wordOfWork: Readonly<Record<RunWork, string>> = {
  initialised: 'Initialised',
  queued: 'Queued',
  running: 'Running',
  completed: 'Completed',
  failed: 'Error',
  cancelled: 'Cancelled',
  restoring: 'Restoring',
}

/** The words for a place; a live run shows its work instead. */
export const wordOfPlace: Readonly<Record<RunPlace, string>> = {
  live: 'Live',
  trashed: 'In trash',
  purging: 'Deleting',
  purged: 'Deleted',
}

/** The operation that holds a busy run. Only its latest attempt may publish. */
export interface RunOperation {
  readonly id: string
  /** How often a worker took it up, from 0: a worker that was presumed dead has an older number. */
  readonly attempt: number
  readonly makes: 'process' | 'addImages' | 'restore'
  /** Images that it reads. They stay while it lasts. */
  readonly imageIds: readonly string[]
}

/** What a run looks like between operations. `head` is the version it shows; null before the first. */
export type Settled =
  | { readonly work: 'initialised'; readonly head: null }
  | { readonly work: 'completed'; readonly head: number }
  | { readonly work: 'failed' | 'cancelled'; readonly head: number | null }

/** What a run looks like while an operation holds it: the head stays, and stays shown. */
export type Busy =
  | { readonly work: 'queued' | 'running'; readonly head: number | null; readonly operation: RunOperation }
  | {
      readonly work: 'restoring'
      readonly head: number
      /** The version whose content comes back. */
      readonly target: number
      /** What an abandoned restoring goes back to. */
      readonly before: 'completed' | 'failed' | 'cancelled'
      readonly operation: RunOperation
    }

/** The two axes of a run. Pairs that cannot be, such as a run at work in the trash, have no value of this type. */
export type RunState =
  | ({ readonly place: 'live' } & (Settled | Busy))
  | ({ readonly place: 'trashed' | 'purging'; readonly entryId: string } & Settled)
  | { readonly place: 'purged' }

/** Where anything else is that can be deleted: a project, a sample, an analysis, a version. */
export type PlaceState =
  | { readonly place: 'live' }
  | { readonly place: 'trashed' | 'purging'; readonly entryId: string }
  | { readonly place: 'purged' }

/** Whether an operation holds the run, so that no other may start. */
export function isBusy<S extends { readonly work: RunWork }>(state: S): state is Extract<S, { readonly work: Busy['work'] }> {
  return state.work === 'queued' || state.work === 'running' || state.work === 'restoring'
}

/** The state in words, as a page or `halley status` says it: a run with a head is shown whatever it is doing. */
export function wordsOfRun(state: RunState): string {
  if (state.place !== 'live') return wordOfPlace[state.place]
  if (state.head === null) return wordOfWork[state.work]
  if (state.work === 'completed') return `Completed, version ${state.head}`
  const doing = state.work === 'failed' ? 'Error in the last processing' : wordOfWork[state.work]
  return `${doing}, version ${state.head} is shown`
}
