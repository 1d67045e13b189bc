import type { State, TrashEntry } from './state.ts'
import { knownItem, liveMembers, title } from './whereabouts.ts'

/** What keeps a trash entry from being purged: a hold, or an operation that reads a part of it just now. */
export interface Keeper {
  readonly kind: 'hold' | 'use'
  readonly id: string
  readonly itemId: string
  /** Such as "hold on run lmc by u1: paper in review". */
  readonly words: string
}

/** An entry, or what would be one. */
type Going = Pick<TrashEntry, 'root' | 'sweptIds'>

/** All items that share the fate of an entry of items: root, what was swept along, and the live members of a project. */
export function itemsOfEntry(state: State, entry: Going): readonly string[] {
  if (entry.root.kind === 'versions') return []
  const own = [entry.root.itemId, ...entry.sweptIds]
  const isProject = knownItem(state, entry.root.itemId).kind === 'project'
  const members = isProject ? liveMembers(state, entry.root.itemId).map(({ id }) => id) : []
  return [...own, ...members]
}

/** Everything that keeps an entry: one hold on any member, or on any version of it, keeps it whole. */
export function keepersOf(state: State, entry: Going): readonly Keeper[] {
  const { root } = entry
  const itemIds = root.kind === 'versions' ? [root.runId] : itemsOfEntry(state, entry)
  const isMeant = (itemId: string, version: number | null) =>
    itemIds.includes(itemId) && (root.kind === 'item' || version === null || root.numbers.includes(version))
  const keepers: Keeper[] = []
  for (const { id, itemId, version, byUserId, reason } of state.holds.values()) {
    if (!isMeant(itemId, version)) continue
    const part = version === null ? '' : `version ${version} of `
    keepers.push({ kind: 'hold', id, itemId, words: `hold on ${part}${title(knownItem(state, itemId))} by ${byUserId}: ${reason}` })
  }
  for (const { operationId, itemId, words } of state.uses.values()) {
    if (isMeant(itemId, null)) keepers.push({ kind: 'use', id: operationId, itemId, words })
  }
  return keepers
}
