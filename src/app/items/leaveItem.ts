import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { leavableItem } from '../../lifecycle/decide/decidePeople.ts'
import { may } from '../../lifecycle/rights.ts'
import { asArgument } from '../../lifecycle/asArgument.ts'
import type { Item } from '../../lifecycle/state.ts'
import { knownItem, title } from '../../lifecycle/whereabouts.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Leavable, Left } from '../contract/plan.ts'
import type { Halley } from '../halley.ts'
import { performOnItem } from './performOnItem.ts'

/** What the user would leave who wants an item from their lists. @returns `grant.pointless` where it is shared with everyone, or theirs */
export async function whatToLeave({ store, user }: Halley, item: Pick<Item, 'id'>): Promise<Result<Leavable>> {
  const state = await loadItemsAlone(store.catalogue, [item.id])
  const found = knownItem(state, item.id)
  const leavable = leavableItem(state, user.id, found)
  if (leavable) return success({ id: leavable.id, kind: leavable.kind, name: leavable.name, isItsProject: leavable.id !== item.id })
  const isTheirs = found.ownerId === user.id
  const message = `Leave: expected a share in ${title(found)}, found none: ${isTheirs ? 'it is yours' : 'you see it without one'}.`
  const hint = isTheirs
    ? `Move it to Trash, or make another its owner: ./halley transfer ${asArgument(found)} USER`
    : 'It stays in your lists.'
  return failure(makeFault('grant.pointless', message, { hint, data: { itemId: item.id } }))
}

/** Ends the user's own share in an item; nothing else changes. */
export async function leaveItem(halley: Halley, itemId: string): Promise<Result<Left>> {
  const actor = actorOf(halley.user)
  const decided = await performOnItem(halley, { slice: { itemIds: [itemId] }, command: { name: 'leave', actor, itemId } })
  if (!decided.ok) return decided
  const { after } = decided.value
  const item = knownItem(after, itemId)
  return success({ kind: item.kind, name: item.name, canStillRead: may(after, actor, 'read', item) === 'allowed' })
}
