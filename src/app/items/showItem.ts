import { success, type Result } from '../../fault/fault.ts'
import type { Item, ItemKind } from '../../lifecycle/state.ts'
import { statusWord } from '../../lifecycle/whereabouts.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { ItemView } from '../contract/item.ts'
import type { Halley } from '../halley.ts'
import { findItem } from './findItem.ts'
import { itemActions } from './itemActions.ts'
import { sharesOfItem } from './sharesOfItem.ts'

async function find(halley: Halley, kind: ItemKind | null, nameOrId: string): Promise<Result<Item>> {
  const live = await findItem(halley, kind, nameOrId)
  return live.ok || live.fault.code !== 'item.state' ? live : findItem(halley, kind, nameOrId, { inTrash: true })
}

/** An item by name or id, live or in Trash, with whom it is shared and what the user may do to it. @returns the faults of finding it */
export async function showItem(halley: Halley, kind: ItemKind | null, nameOrId: string): Promise<Result<ItemView>> {
  const found = await find(halley, kind, nameOrId)
  if (!found.ok) return found
  const { catalogue } = halley.store
  const item = found.value
  const state = await loadItemsAlone(catalogue, [item.id])
  const shares = await sharesOfItem(halley, item)
  if (!shares.ok) return shares
  const projectId = item.kind === 'project' ? null : item.projectId
  return success({
    id: item.id,
    kind: item.kind,
    name: item.name,
    owner: (await userNames(catalogue, [item.ownerId])).get(item.ownerId) ?? item.ownerId,
    projectId,
    project: projectId === null ? null : (state.items.get(projectId)?.name ?? null),
    words: statusWord(state, state.items.get(item.id) ?? item),
    shares: shares.value,
    actions: await itemActions(halley, item.id),
  })
}
