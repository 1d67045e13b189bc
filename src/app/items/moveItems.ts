import { settle, success, type Result } from '../../fault/fault.ts'
import type { Item } from '../../lifecycle/state.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Moved } from '../contract/item.ts'
import type { Halley } from '../halley.ts'
import { findItem } from './findItem.ts'
import { named } from './userWords.ts'

/** Moves items into a project, all of them or none. @returns the refusals of the rules: for the items, and to put something there */
export async function moveItems(halley: Halley, items: readonly Pick<Item, 'id'>[], intoProjectId: string): Promise<Result<number>> {
  const actor = actorOf(halley.user)
  const nowMs = halley.now().getTime()
  const moved = await settle(() =>
    changeTogether(halley.store.catalogue, async (transaction) => {
      for (const { id } of items) await decideAndSave(transaction, { command: { name: 'move', actor, itemId: id, intoProjectId }, nowMs })
    }),
  )
  return moved.ok ? success(items.length) : named(halley, moved)
}

/** {@link moveItems} for items and a project that a user names. An item that is named twice is moved once. */
export async function moveNamedItems(halley: Halley, namesOrIds: readonly string[], projectNameOrId: string): Promise<Result<Moved>> {
  const items = new Map<string, Item>()
  for (const nameOrId of namesOrIds) {
    const item = await findItem(halley, null, nameOrId)
    if (!item.ok) return item
    items.set(item.value.id, item.value)
  }
  const found = await findItem(halley, 'project', projectNameOrId)
  if (!found.ok) return found
  const project = { id: found.value.id, name: found.value.name }
  const moved = await moveItems(halley, [...items.values()], project.id)
  if (!moved.ok) return moved
  const were = [...items.values()].filter((item) => item.kind !== 'project')
  return success({ project, items: were.map(({ id, name, projectId: fromProjectId }) => ({ id, name, fromProjectId })) })
}
