import { readdirSync } from 'node:fs'
import type { Fault } from '../../fault/fault.ts'
import { makeFault } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { Claim } from '../../store/catalogue/operations.ts'
import { claimOperation, handBackOperation, unfinishedOperations } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { versionOfOperation } from '../../store/catalogue/versions.ts'
import { sweepLeftovers } from '../../store/publishing/sweepLeftovers.ts'
import { isScratch, sweepScratch } from '../../store/scratch.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import type { Store } from '../../store/store.ts'
import { healViews } from '../../store/views/healViews.ts'
import type { Halley } from '../halley.ts'
import { endWork, endWorkIn, handBackWork } from './endWork.ts'
import { leaseUntil } from './leaseUntil.ts'
import { isProcessing } from './obstacle.ts'
import { operationSettings } from './operationSettings.ts'
import { bugFault } from './stopFaults.ts'
import { workerName, workerState } from './workerProcess.ts'

/** How often a worker may die at one operation before it is given up. */
const MOST_LOST = 3

function abandoned({ kind, worker }: OperationRow): Fault {
  return makeFault('run.abandoned', `Operation ${kind}: expected its process ${worker ?? ''} to end it, found that process gone.`, {
    hint: 'It was killed, or its host went down: start the work again; what was shown before still is.',
    retryable: true,
    data: { worker },
  })
}

function givenUp({ kind, worker, lost }: OperationRow): Fault {
  const message = `Operation ${kind}: expected a worker to end it, found that ${lost + 1} of them died at it, the last ${worker ?? ''}.`
  return makeFault('run.abandoned', message, {
    hint: 'Look into its log, and for how much memory the host has. Start the work again when the reason is gone; what was shown before still is.',
    retryable: true,
    data: { worker, lost: lost + 1 },
  })
}

/**
 * A lease says little of a process that can be seen: it may be at one long computation, and a dead one may hold it for a
 * minute. One that is stopped holds up what others could do, and nobody else does what it was asked to do itself.
 */
function isLeft({ worker, leaseUntil: until, isDetached }: OperationRow, now: Date): boolean {
  const state = worker === null ? 'unknown' : workerState(worker)
  if (state === 'gone') return true
  const mayBeThere = state === 'unknown' || (state === 'stopped' && isDetached === 1)
  return mayBeThere && until !== null && until < now.toISOString()
}

/** One that nobody waits for by itself has no process yet; a process that waits, or works, may die. */
function isAbandoned(operation: OperationRow, now: Date, atWork: ReadonlySet<string> | null): boolean {
  const { state, isDetached, worker } = operation
  if (state === 'queued' && (isDetached === 1 || worker === null)) return false
  return isLeft(operation, now) || (atWork !== null && worker === workerName() && !atWork.has(operation.id))
}

const actor = { kind: 'worker' } as const

/** Ends an operation whose process died before it had its turn. */
async function endWaiting(transaction: Catalogue, operation: OperationRow, now: Date): Promise<void> {
  const at = now.toISOString()
  const claimed = await claimOperation(transaction, operation.id, { worker: operation.worker ?? '', now: at, leaseUntil: at })
  if (!claimed) return
  const { id: operationId, runId: itemId } = claimed
  if (itemId !== null && isProcessing(claimed)) {
    const command = { name: 'start', actor, itemId, operationId } as const
    await decideAndSave(transaction, { slice: { itemIds: [itemId] }, command, nowMs: now.getTime() })
  }
  await endWorkIn(transaction, claimed, { fault: abandoned(operation), at: now, actor })
}

/** Takes an operation over from a process that is gone. @returns undefined where another was faster */
function takeOver({ store, now }: Halley, operation: Claim, leaseMs: number): Promise<OperationRow | undefined> {
  const lease = { worker: workerName(), now: now().toISOString(), leaseUntil: leaseUntil(now(), leaseMs) }
  return changeTogether(store.catalogue, async (transaction) => {
    const isFree = await handBackOperation(transaction, operation, true)
    return isFree ? claimOperation(transaction, operation.id, lease) : undefined
  })
}

/** A restore that has published its version is finished by whoever finds it; before that, it never was. */
async function recoverRestore(halley: Halley, operation: OperationRow): Promise<void> {
  const { catalogue } = halley.store
  const isPublished = (await versionOfOperation(catalogue, operation.id)) !== undefined
  if (!isPublished) {
    await endWork(catalogue, operation, { fault: abandoned(operation), at: halley.now(), actor })
    return
  }
  const { leaseMs } = await operationSettings(catalogue)
  const taken = await takeOver(halley, operation, leaseMs)
  if (!taken) return
  try {
    // It takes much that is not needed otherwise.
    const { finishRevert } = await import('../versions/finishRevert.ts')
    await finishRevert(halley, taken.id)
  } catch (error) {
    await endWork(catalogue, taken, { fault: bugFault(error), at: halley.now(), actor })
  }
}

async function recover(halley: Halley, operation: OperationRow): Promise<void> {
  const { catalogue } = halley.store
  const now = halley.now()
  const { state, kind, isDetached, lost } = operation
  if (state === 'queued') await changeTogether(catalogue, (transaction) => endWaiting(transaction, operation, now))
  else if (kind === 'restore') await recoverRestore(halley, operation)
  else if (kind === 'purge' || (isDetached === 1 && lost + 1 < MOST_LOST)) await handBackWork(catalogue, operation, now, true)
  else await endWork(catalogue, operation, { fault: isDetached === 1 ? givenUp(operation) : abandoned(operation), at: now, actor })
}

/** Removes what dead operations and processes left on the disk. */
async function sweep(store: Store, unfinished: readonly OperationRow[]): Promise<void> {
  await sweepScratch(store, (worker) => workerState(worker) === 'gone')
  const atWork = new Set(unfinished.map(({ id }) => id))
  const leftovers = readdirSync(store.paths.temporary).filter((name) => !isScratch(name) && !atWork.has(name))
  if (leftovers.length === 0) return
  await sweepLeftovers(store)
  await healViews(store)
}

/**
 * Sees to operations whose process died before it could end them. Those that any worker may take wait again, three
 * times at most, a purge always. Those that their own process worked on have failed, and so has the run that each was at
 * work on, whose head stays; a run that was being restored is what it was, or restored where its version is published.
 * Then removes what was left on the disk.
 *
 * @param atWork all operations that this process is at, where it is a worker: others that bear its name are left
 */
export async function endAbandoned(halley: Halley, atWork: ReadonlySet<string> | null = null): Promise<void> {
  const { store } = halley
  const unfinished = await unfinishedOperations(store.catalogue)
  const left = unfinished.filter((operation) => isAbandoned(operation, halley.now(), atWork))
  for (const operation of left) await recover(halley, operation)
  await sweep(store, left.length > 0 ? await unfinishedOperations(store.catalogue) : unfinished)
}
