import { madeFrom } from '../madeFrom.ts'
import { may, type Actor } from '../rights.ts'
import type { Item, State } from '../state.ts'
import { goingOfAllVersions, goingOfItems } from '../reach.ts'
import { knownItem } from '../whereabouts.ts'
import { draw, planned } from './draw.ts'
import type { Plan, PlannedItem, Sizes } from './plan.ts'

/** A selection without what is in a project of the same selection: that goes with it. */
export function selectionRoots(state: State, itemIds: readonly string[]): readonly string[] {
  const selected = new Set(itemIds)
  return [...selected].filter((id) => {
    const item = knownItem(state, id)
    return item.kind === 'project' || !selected.has(item.projectId)
  })
}

/** Samples and analyses made from runs of a selection, that a user may tick to go along. */
export function offeredCompanions(state: State, actor: Actor, itemIds: readonly string[]): readonly PlannedItem[] {
  const runIds = itemIds.filter((id) => knownItem(state, id).kind === 'run')
  const isOffered = (item: Item) => !itemIds.includes(item.id) && may(state, actor, 'trash', item) === 'allowed'
  const offered = runIds.flatMap((id) => madeFrom(state, id)).filter(isOffered)
  return [...new Map(offered.map((item) => [item.id, planned(item)])).values()]
}

/** What moving items to the trash hides, and what a purge of them would take: one entry for each root. */
export function planTrash(state: State, sizes: Sizes, itemIds: readonly string[], companionIds: readonly string[] = []): Plan {
  return draw(state, sizes, 'trash', goingOfItems(state, [...selectionRoots(state, itemIds), ...companionIds]))
}

/** What clearing runs moves to the trash: every version, while the runs stay. */
export function planClear(state: State, sizes: Sizes, runIds: readonly string[]): Plan {
  return draw(state, sizes, 'clear', goingOfAllVersions(state, runIds))
}
