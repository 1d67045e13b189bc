import { readdirSync } from 'node:fs'
import type { Fault } from '../../fault/fault.ts'
import { makeFault } from '../../fault/fault.ts'
import { runningOperations } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { sweepLeftovers } from '../../store/publishing/sweepLeftovers.ts'
import { isScratch, sweepScratch } from '../../store/scratch.ts'
import type { Store } from '../../store/store.ts'
import { healViews } from '../../store/views/healViews.ts'
import { endWork } from './endWork.ts'
import { workerState } from './workerProcess.ts'

function abandoned({ kind, worker }: OperationRow): Fault {
  return makeFault('run.abandoned', `Operation ${kind}: expected its process ${worker ?? ''} to end it, found that process gone.`, {
    hint: 'It was killed, or its host went down: start the work again; what was shown before still is.',
    retryable: true,
    data: { worker },
  })
}

/** A lease says little of a process that can be seen: it may be at one long computation, and a dead one may hold it for a minute. */
function isAbandoned({ worker, leaseUntil }: OperationRow, now: Date): boolean {
  const state = worker === null ? 'unknown' : workerState(worker)
  return state === 'gone' || (state === 'unknown' && leaseUntil !== null && leaseUntil < now.toISOString())
}

/**
 * Ends the operations whose process died before it could: they failed, and so did the run that each was at work on, whose
 * head stays. Then removes what dead operations and processes left on the disk.
 */
export async function endAbandoned(store: Store, now: Date): Promise<void> {
  const actor = { kind: 'worker' } as const
  for (const operation of await runningOperations(store.catalogue)) {
    if (isAbandoned(operation, now))
      await endWork(store.catalogue, operation, operation.runId, { fault: abandoned(operation), at: now, actor })
  }
  await sweepScratch(store, (worker) => workerState(worker) === 'gone')
  const atWork = new Set((await runningOperations(store.catalogue)).map(({ id }) => id))
  const leftovers = readdirSync(store.paths.temporary).filter((name) => !isScratch(name) && !atWork.has(name))
  if (leftovers.length === 0) return
  await sweepLeftovers(store)
  await healViews(store)
}
