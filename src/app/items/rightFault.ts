import { makeFault, type Fault } from '../../fault/fault.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import type { Operation } from '../../lifecycle/rights.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** Why the user may not do something to an item, whatever state it is in; null when they may. For what no command of the rules does. */
export async function rightFault({ store, user }: Halley, operation: Operation, itemId: string): Promise<Fault | null> {
  const state = await loadItemsAlone(store.catalogue, [itemId])
  const item = state.items.get(itemId)
  if (item) return rightRefusal(state, actorOf(user), { operation }, item)
  return makeFault('item.notFound', 'Expected something that you may see, found nothing.', { hint: 'Check the name or the address.' })
}
