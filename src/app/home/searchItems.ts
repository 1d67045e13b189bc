import { success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import { statusWord, whereabouts } from '../../lifecycle/whereabouts.ts'
import { itemIdsByPart } from '../../store/catalogue/itemNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { FoundItem } from '../contract/home.ts'
import type { Halley } from '../halley.ts'

export interface SearchRequest {
  /** A part of the name; capitals do not matter. */
  readonly q: string
  readonly limit: number
}

/** How well a name fits: it is the text, begins with it, has a word that does, or has it somewhere. */
function rankOf(name: string, q: string): number {
  const at = name.toLowerCase().indexOf(q)
  if (at === 0) return name.length === q.length ? 0 : 1
  return /[^a-z0-9]/i.test(name[at - 1] ?? '') ? 2 : 3
}

/** More are not looked at: who types on finds what they mean. */
const mostCandidates = 2000

/** The live items that the user may see whose name has a text in it, the best fitting first. */
export async function searchItems(halley: Halley, { q, limit }: SearchRequest): Promise<Result<{ readonly items: readonly FoundItem[] }>> {
  const { store, user } = halley
  const text = q.trim().toLowerCase()
  if (text === '') return success({ items: [] })
  const ids = await itemIdsByPart(store.catalogue, text, mostCandidates)
  const state = await loadItemsAlone(store.catalogue, ids)
  const seen = ids.flatMap((id) => {
    const item = state.items.get(id)
    const isSeen = item !== undefined && may(state, actorOf(user), 'read', item) === 'allowed' && whereabouts(state, item) === 'live'
    return isSeen ? [item] : []
  })
  const found = seen.toSorted(
    (a, b) => rankOf(a.name, text) - rankOf(b.name, text) || a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
  return success({
    items: found.slice(0, limit).map((item) => ({
      id: item.id,
      kind: item.kind,
      name: item.name,
      place: whereabouts(state, item),
      words: statusWord(state, item),
      project: item.kind === 'project' ? '' : (state.items.get(item.projectId)?.name ?? ''),
    })),
  })
}
