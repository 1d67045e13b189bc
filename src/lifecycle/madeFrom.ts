import type { Member, State } from './state.ts'
import { whereabouts } from './whereabouts.ts'

/** Samples and analyses made from an item, and those made from them: what may be ticked to go along with a run. */
export function madeFrom(state: State, itemId: string): readonly Member[] {
  const found = new Map<string, Member>()
  const sources = new Set([itemId])
  for (let before = -1; found.size > before;) {
    before = found.size
    for (const item of state.items.values()) {
      const isMade = (item.kind === 'sample' || item.kind === 'analysis') && item.madeFrom.some((id) => sources.has(id))
      if (!isMade || whereabouts(state, item) !== 'live') continue
      found.set(item.id, item)
      sources.add(item.id)
    }
  }
  return [...found.values()]
}
