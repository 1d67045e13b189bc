import { keepersOf } from '../keepers.ts'
import { goingOfEntries } from '../reach.ts'
import type { State, TrashEntry } from '../state.ts'
import { knownEntry, rootItem } from '../whereabouts.ts'
import { draw, planned } from './draw.ts'
import type { Plan, Sizes } from './plan.ts'

function planEntries(state: State, sizes: Sizes, act: 'purge' | 'empty', entryIds: readonly string[]): Plan {
  const asked = entryIds.map((id) => knownEntry(state, id))
  const judged = asked.map((entry) => ({ entry, because: keepersOf(state, entry).map(({ words }) => words) }))
  const leaving = judged.filter(({ because }) => because.length === 0).map(({ entry }) => entry.id)
  const skipped = judged
    .filter(({ because }) => because.length > 0)
    .map(({ entry, because }) => ({ entryId: entry.id, item: planned(rootItem(state, entry)), because }))
  return { ...draw(state, sizes, act, goingOfEntries(state, leaving)), entryIds: leaving, skipped }
}

/** What the purge of trash entries destroys and what stays. Entries that are held or in use are skipped and named. */
export function planPurge(state: State, sizes: Sizes, entryIds: readonly string[]): Plan {
  return planEntries(state, sizes, 'purge', entryIds)
}

/** The trash of one user: the entries of what they own, whoever put it there. */
export function trashOf(state: State, ownerId: string): readonly TrashEntry[] {
  const theirs = [...state.entries.values()].filter((entry) => entry.purgeId === null && rootItem(state, entry).ownerId === ownerId)
  return theirs.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
}

/** What emptying the trash of a user destroys: what is in it now, and nothing that comes later. */
export function planEmpty(state: State, sizes: Sizes, ownerId: string): Plan {
  const ids = trashOf(state, ownerId).map(({ id }) => id)
  return planEntries(state, sizes, 'empty', ids)
}
