import type { Fault } from '../../fault/fault.ts'
import type { Attempt } from '../../store/publishing/attempt.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { TaskPool } from '../workers/taskPool.ts'

/** What the work of an operation takes. */
export interface Workbench {
  readonly attempt: Attempt
  /** Closed at a stop: its tasks reject then. */
  readonly pool: TaskPool
  /** Why the work is to stop; null while it is not. */
  readonly stopFault: () => Fault | null
  /** Aborted when the work is to stop, for what waits on something else than the pool. */
  readonly stop: AbortSignal
  /** Tells everybody who follows the operation, from whatever process, how it goes on. */
  readonly report: ProgressListener
  /** Names the log that tells more, by its path. */
  readonly useLog: (path: string) => void
}
