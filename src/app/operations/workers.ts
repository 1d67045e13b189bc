import type { OperationRow, WorkerRow } from '../../store/catalogue/schema.ts'
import { queueOf, type WorkQueue } from '../contract/workQueue.ts'
import { workerState } from './workerProcess.ts'

/** Of the workers that the catalogue knows those that are there. */
export function liveWorkers(workers: readonly WorkerRow[], now: Date): readonly WorkerRow[] {
  return workers.filter(({ name, leaseUntil }) => {
    const state = workerState(name)
    return state === 'alive' || (state !== 'gone' && leaseUntil >= now.toISOString())
  })
}

/** Whether a worker takes from a queue. */
export function takesFrom({ queues }: WorkerRow, queue: WorkQueue | undefined): boolean {
  return queue !== undefined && (queues === null || (JSON.parse(queues) as string[]).includes(queue))
}

/** Whether a worker takes operations of a kind. */
export function takes(worker: WorkerRow, { kind }: Pick<OperationRow, 'kind'>): boolean {
  return takesFrom(worker, queueOf(kind))
}
