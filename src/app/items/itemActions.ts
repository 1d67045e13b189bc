import { allowedCommands, type AllowedCommand } from '../../lifecycle/allowedCommands.ts'
import { loadState } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** What the user may do now to an item: its buttons, in the order in which they are shown. Nothing for what they may not see. */
export async function itemActions({ store, user }: Halley, itemId: string): Promise<readonly AllowedCommand[]> {
  const state = await loadState(store.catalogue, { itemIds: [itemId] })
  const item = state.items.get(itemId)
  return item ? allowedCommands(state, actorOf(user), item) : []
}
