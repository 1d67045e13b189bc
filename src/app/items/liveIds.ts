import { success, type Result } from '../../fault/fault.ts'
import type { Item, ItemKind } from '../../lifecycle/state.ts'
import type { Halley } from '../halley.ts'
import { findItem } from './findItem.ts'

/**
 * The ids of live items that a caller names, each once: they may be handed to the rules, which take what they are given to
 * be there.
 *
 * @param kind null: of any kind
 * @returns the faults of {@link findItem} for the first that is not there
 */
export async function liveIds(halley: Halley, kind: ItemKind | null, namesOrIds: readonly string[]): Promise<Result<readonly string[]>> {
  const items = new Map<string, Item>()
  for (const nameOrId of new Set(namesOrIds)) {
    const found = await findItem(halley, kind, nameOrId)
    if (!found.ok) return found
    items.set(found.value.id, found.value)
  }
  return success([...items.keys()])
}
