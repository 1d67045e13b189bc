import { failure, success, type Result } from '../../fault/fault.ts'
import type { Item } from '../../lifecycle/state.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { itemNameFault } from './itemNameFault.ts'
import { performOnItem } from './performOnItem.ts'

/** Gives an item another name; the directory of a run follows it. @returns `name.taken` with a name that is free */
export async function renameItem(
  halley: Halley,
  { id, kind, name }: Pick<Item, 'id' | 'kind' | 'name'>,
  newName: string,
): Promise<Result<string>> {
  const wrong = itemNameFault(kind, newName)
  if (wrong) return failure(wrong)
  if (newName === name) return success(name)
  const command = { name: 'rename', actor: actorOf(halley.user), itemId: id, newName } as const
  const renamed = await performOnItem(halley, { slice: { itemIds: [id], names: [newName] }, command })
  return renamed.ok ? success(newName) : renamed
}
