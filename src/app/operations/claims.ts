import { type Fault, type Result, settle } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { claimOperation, endOperation, findOperation, unfinishedOperations } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import type { Halley } from '../halley.ts'
import { leaseUntil } from './leaseUntil.ts'
import { isProcessing, type Obstacle, obstacleTo, type Queue } from './obstacle.ts'
import { operationSettings } from './operationSettings.ts'
import { workerName } from './workerProcess.ts'

export async function readQueue(catalogue: Catalogue): Promise<Queue> {
  return { unfinished: await unfinishedOperations(catalogue), settings: await operationSettings(catalogue) }
}

/** Claims for this process and sets the run to work. @returns undefined where it does not wait any more */
async function claim(transaction: Catalogue, halley: Halley, id: string, leaseMs: number): Promise<OperationRow | undefined> {
  const now = halley.now()
  const lease = { worker: workerName(), now: now.toISOString(), leaseUntil: leaseUntil(now, leaseMs) }
  const claimed = await claimOperation(transaction, id, lease)
  if (!claimed || claimed.runId === null || !isProcessing(claimed)) return claimed
  const command = { name: 'start', actor: { kind: 'worker' }, itemId: claimed.runId, operationId: id } as const
  await decideAndSave(transaction, { slice: { itemIds: [claimed.runId] }, command, nowMs: now.getTime() })
  return claimed
}

/** What came of asking for an operation of one's own: the claim, what it waits for, or nothing where it has ended. */
export type OwnTurn =
  | { readonly kind: 'claimed'; readonly operation: OperationRow }
  | { readonly kind: 'waiting'; readonly obstacle: Obstacle }
  | { readonly kind: 'ended' }

/** Takes an operation that this process has asked for, unless something stands in its way. Inside a transaction. */
export async function claimOwnIn(transaction: Catalogue, halley: Halley, id: string): Promise<OwnTurn> {
  const operation = await findOperation(transaction, id)
  if (operation?.state !== 'queued') return { kind: 'ended' }
  const queue = await readQueue(transaction)
  const obstacle = obstacleTo(operation, queue)
  if (obstacle) return { kind: 'waiting', obstacle }
  const claimed = await claim(transaction, halley, id, queue.settings.leaseMs)
  return claimed ? { kind: 'claimed', operation: claimed } : { kind: 'ended' }
}

/** {@link claimOwnIn} in a transaction of its own. */
export function claimOwn(halley: Halley, id: string): Promise<Result<OwnTurn>> {
  const { catalogue } = halley.store
  return settle(async () => {
    const operation = await findOperation(catalogue, id)
    // Looking first keeps those who wait from taking turns away from those who change something.
    const obstacle = operation && obstacleTo(operation, await readQueue(catalogue))
    if (obstacle) return { kind: 'waiting', obstacle } as const
    return changeTogether(catalogue, (transaction) => claimOwnIn(transaction, halley, id))
  })
}

function nextOf(queue: Queue, kinds: readonly string[]): OperationRow | undefined {
  return queue.unfinished.find(
    (operation) =>
      operation.state === 'queued' && operation.isDetached === 1 && kinds.includes(operation.kind) && obstacleTo(operation, queue) === null,
  )
}

/** Whether one of some kinds waits that could be taken now. */
export async function waitsFor({ store }: Halley, kinds: readonly string[]): Promise<boolean> {
  return nextOf(await readQueue(store.catalogue), kinds) !== undefined
}

/** Ends an operation that waits and whose run cannot be set to work: it would keep those behind it from being taken. */
async function endUnstartable({ store, now }: Halley, operation: OperationRow, fault: Fault): Promise<void> {
  const at = now().toISOString()
  await changeTogether(store.catalogue, async (transaction) => {
    const claimed = await claimOperation(transaction, operation.id, { worker: workerName(), now: at, leaseUntil: at })
    if (claimed) await endOperation(transaction, claimed, { state: 'failed', error: JSON.stringify(fault), endedAt: at })
  })
}

/**
 * Takes the oldest operation that any worker may take and nothing stands in the way of. Transactions take turns on either
 * catalogue, so that of several workers one gets it and no limit is passed.
 *
 * @returns null where there is none; the refusals of the catalogue, and of a run that cannot be set to work: that
 * operation has failed then
 */
export async function claimNext(halley: Halley, kinds: readonly string[]): Promise<Result<OperationRow | null>> {
  const { catalogue } = halley.store
  let next: OperationRow | undefined
  const claimed = await settle(async () => {
    if (!nextOf(await readQueue(catalogue), kinds)) return null
    return changeTogether(catalogue, async (transaction) => {
      const queue = await readQueue(transaction)
      next = nextOf(queue, kinds)
      return (next && (await claim(transaction, halley, next.id, queue.settings.leaseMs))) ?? null
    })
  })
  if (!claimed.ok && next && /^(run|item)\./.test(claimed.fault.code)) await endUnstartable(halley, next, claimed.fault)
  return claimed
}
