import type { Item, State } from '../../lifecycle/state.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { retentionDaysOfServer } from '../catalogue/settings.ts'
import { addItems, loadItems } from './loadItems.ts'
import type { Loading } from './loading.ts'

/**
 * Items by their ids with the projects that they are in, and nothing of what is in them or keeps them: enough to say who
 * may see them and where they are. Ids of no item are passed over.
 */
export async function loadItemsAlone(catalogue: Catalogue, ids: readonly string[]): Promise<State> {
  const items = new Map<string, Item>()
  const nothing = { entries: new Map(), results: new Map(), images: new Map() }
  const loading: Loading = { transaction: catalogue, items, ...nothing, deep: new Set() }
  await addItems(loading, ids)
  await loadItems(loading)
  const settings = { retentionDays: await retentionDaysOfServer(catalogue) }
  return { items, ...nothing, holds: new Map(), uses: new Map(), settings }
}
