import type { TaskPool } from '../workers/taskPool.ts'
import type { StageReporter } from './stageReporter.ts'

/** Where a result is built. */
export interface Workplace {
  readonly pool: TaskPool
  readonly reporter: StageReporter
}
