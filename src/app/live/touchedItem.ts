import { itemIdsByName } from '../../store/catalogue/itemNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { Halley } from '../halley.ts'
import type { Change } from './change.ts'

const kinds = ['project', 'run', 'sample', 'analysis'] as const

/** A change of an item that leaves nothing in the history; of several of that name each may be meant. Null where there is none. */
export async function touchedItem({ store }: Pick<Halley, 'store'>, nameOrId: string, part: string | null): Promise<Change | null> {
  const { catalogue } = store
  const named = await Promise.all(kinds.map((kind) => itemIdsByName(catalogue, kind, nameOrId)))
  const { items } = await loadItemsAlone(catalogue, [nameOrId, ...named.flat()])
  const touched = [...items.values()].filter(({ id, name }) => id === nameOrId || name === nameOrId || named.flat().includes(id))
  if (touched.length === 0) return null
  return {
    topics: [...new Set(touched.map(({ kind }) => kind))],
    itemIds: touched.map(({ id }) => id),
    isWide: false,
    part,
    isLeaving: false,
    userIds: [],
    formerProjectIds: [],
    isPublic: false,
  }
}
