// The two phases of a purge by themselves, as the use cases put them together.
import { randomUUID } from 'node:crypto'
import { actorOf } from '../../src/app/actor.ts'
import type { Halley } from '../../src/app/halley.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { settle } from '../../src/fault/fault.ts'
import { claimOperation } from '../../src/store/catalogue/operations.ts'
import { beginPurge, type FinalAct } from '../../src/store/purge/beginPurge.ts'
import { drawPlan, sliceOfAct, type PlannedAct } from '../../src/store/purge/drawPlan.ts'
import { removePurged, type RemovePurgedOptions } from '../../src/store/purge/removePurged.ts'
import { loadState } from '../../src/store/state/loadState.ts'
import { valueOf, type World } from './world.ts'

export function planOf({ store }: World, act: PlannedAct) {
  return store.catalogue.transaction().execute(async (transaction) => {
    const state = await loadState(transaction, await sliceOfAct(transaction, act))
    return (await drawPlan(store, transaction, state, act)).plan
  })
}

/** Moves an item to Trash. @returns the entry */
export async function trash(by: Halley, itemId: string, companionIds: readonly string[] = []): Promise<string> {
  const [entry] = valueOf(await moveToTrash(by, { itemIds: [itemId], companionIds, cancel: false, reason: 'because' }))
  return entry?.entryId ?? ''
}

export function begin(world: World, by: Halley, act: Exclude<FinalAct, { readonly act: 'release' }>, confirmedHash: string | null = null) {
  const ids = { purgeId: randomUUID(), operationId: randomUUID() }
  const request = { ...ids, act, confirmedHash, actor: actorOf(by.user), reason: 'because', nowMs: world.nowMs }
  const { store } = world
  return settle(() => store.catalogue.transaction().execute((transaction) => beginPurge(store, transaction, request)))
}

export async function remove(world: World, purge: { purgeId: string; operationId: string }, options: Partial<RemovePurgedOptions> = {}) {
  const now = new Date(world.nowMs).toISOString()
  const claim = await claimOperation(world.store.catalogue, purge.operationId, { worker: 'test', now, leaseUntil: now })
  if (!claim) throw new Error('not claimed')
  return removePurged(world.store, claim, purge.purgeId, { now: () => new Date(world.nowMs), ...options })
}

export async function purge(world: World, by: Halley, ...entryIds: string[]): Promise<string> {
  const begun = valueOf(await begin(world, by, { act: 'purge', entryIds }))
  valueOf(await remove(world, begun))
  return begun.purgeId
}
