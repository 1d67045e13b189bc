import type { OperationRow, WorkerRow } from '../../store/catalogue/schema.ts'
import { workerState } from './workerProcess.ts'

/** Of the workers that the catalogue knows those that are there. */
export function liveWorkers(workers: readonly WorkerRow[], now: Date): readonly WorkerRow[] {
  return workers.filter(({ name, leaseUntil }) => {
    const state = workerState(name)
    return state === 'alive' || (state !== 'gone' && leaseUntil >= now.toISOString())
  })
}

/** Whether a worker takes operations of a kind. */
export function takes({ kinds }: WorkerRow, { kind }: Pick<OperationRow, 'kind'>): boolean {
  return kinds === null || (JSON.parse(kinds) as string[]).includes(kind)
}
