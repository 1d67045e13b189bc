import { settle, success, type Result } from '../../fault/fault.ts'
import type { Item } from '../../lifecycle/state.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { named } from './userWords.ts'

/** Moves items into a project, all of them or none. @returns the refusals of the rules: for the items, and to put something there */
export async function moveItems(
  halley: Halley,
  items: readonly Pick<Item, 'id' | 'name'>[],
  intoProjectId: string,
): Promise<Result<number>> {
  const actor = actorOf(halley.user)
  const nowMs = halley.now().getTime()
  const moved = await settle(() =>
    changeTogether(halley.store.catalogue, async (transaction) => {
      for (const { id, name } of items) {
        const slice = { itemIds: [id, intoProjectId], names: [name] }
        await decideAndSave(transaction, { slice, command: { name: 'move', actor, itemId: id, intoProjectId }, nowMs })
      }
    }),
  )
  return moved.ok ? success(items.length) : named(halley, moved)
}
