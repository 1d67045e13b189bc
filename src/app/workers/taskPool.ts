import type { Result } from '../../fault/fault.ts'
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts'

/** Does tasks in the order of their submission, as many at once as it can. Who does a task never shows in its result. */
export interface TaskPool {
  /** How many it does at once by itself. */
  readonly size: number
  /**
   * Runs one task. Resolves with its result; rejects when the task has a bug, its thread dies or the pool is closed.
   *
   * @param transfer buffers of `input` that may be taken over instead of copied
   */
  run<N extends TaskName>(name: N, input: TaskInput<N>, transfer?: readonly ArrayBuffer[]): Promise<Result<TaskOutput<N>>>
  /** Rejects the tasks that have not answered. Resolves when nothing is at work any more. */
  close(): Promise<void>
}
