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

/** Whether an operation holds the run, so that no other may start. */
export function isBusy(work: RunWork): boolean {
  return work === 'queued' || work === 'running' || work === 'restoring'
}
