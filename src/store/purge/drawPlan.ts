import type { Plan, Sizes } from '../../lifecycle/plans/plan.ts'
import { planEmpty, planPurge, trashOf } from '../../lifecycle/plans/planPurge.ts'
import { planClear, planTrash, selectionRoots } from '../../lifecycle/plans/planTrash.ts'
import { planVersionPruning, type PruningRule } from '../../lifecycle/plans/planVersionPruning.ts'
import { planRelease, withoutHolds } from '../../lifecycle/plans/planRelease.ts'
import { goingOfAllVersions, goingOfEntries, goingOfItems, reach, reachOfImages, type Going } from '../../lifecycle/reach.ts'
import type { State } from '../../lifecycle/state.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { Slice } from '../state/slice.ts'
import type { Store } from '../store.ts'
import { sizesOf } from './sizesOf.ts'

/** An act that a plan can be drawn of. */
export type PlannedAct =
  | { readonly act: 'trash'; readonly itemIds: readonly string[]; readonly companionIds: readonly string[] }
  | { readonly act: 'clear'; readonly runIds: readonly string[] }
  | { readonly act: 'pruneVersions'; readonly runId: string; readonly rule: PruningRule }
  | { readonly act: 'purge'; readonly entryIds: readonly string[] }
  | { readonly act: 'empty'; readonly ownerId: string }
  | { readonly act: 'release'; readonly imageIds: readonly string[]; readonly userId: string }

/** Ids of the entries in the trash of what a user owns. */
async function entryIdsOfOwner(transaction: Catalogue, ownerId: string): Promise<string[]> {
  const tables = ['projects', 'runs', 'samples', 'analyses'] as const
  const rows = await Promise.all(
    tables.map((table) =>
      transaction
        .selectFrom('trashEntries as entry')
        .innerJoin(`${table as 'runs'} as root`, 'root.id', 'entry.rootId')
        .select('entry.id')
        .where('root.ownerId', '=', ownerId)
        .where('entry.purgeId', 'is', null)
        .execute(),
    ),
  )
  return rows.flat().map(({ id }) => id)
}

/** What is to be loaded for a plan of the act. */
export async function sliceOfAct(transaction: Catalogue, act: PlannedAct): Promise<Slice> {
  switch (act.act) {
    case 'trash':
      return { itemIds: [...act.itemIds, ...act.companionIds], depth: 'reach' }
    case 'clear':
      return { itemIds: act.runIds, depth: 'reach' }
    case 'pruneVersions':
      return { itemIds: [act.runId], depth: 'reach' }
    case 'purge':
      return { entryIds: act.entryIds, depth: 'reach' }
    case 'release':
      return { imageIds: act.imageIds, depth: 'reach' }
    case 'empty':
  }
  return { entryIds: await entryIdsOfOwner(transaction, act.ownerId), depth: 'reach' }
}

/** At least what the act takes: of what a plan leaves out the sizes do not count. */
function mostOf(state: State, act: Exclude<PlannedAct, { readonly act: 'release' }>): Going {
  switch (act.act) {
    case 'trash':
      return goingOfItems(state, [...selectionRoots(state, act.itemIds), ...act.companionIds])
    case 'clear':
      return goingOfAllVersions(state, act.runIds)
    case 'pruneVersions':
      return goingOfAllVersions(state, [act.runId])
    case 'purge':
      return goingOfEntries(state, act.entryIds)
    case 'empty':
  }
  return goingOfEntries(
    state,
    trashOf(state, act.ownerId).map(({ id }) => id),
  )
}

function planOf(state: State, sizes: Sizes, act: PlannedAct): Plan {
  switch (act.act) {
    case 'trash':
      return planTrash(state, sizes, act.itemIds, act.companionIds)
    case 'clear':
      return planClear(state, sizes, act.runIds)
    case 'pruneVersions':
      return planVersionPruning(state, sizes, act.runId, act.rule)
    case 'purge':
      return planPurge(state, sizes, act.entryIds)
    case 'release':
      return planRelease(state, sizes, act.imageIds, act.userId)
    case 'empty':
  }
  return planEmpty(state, sizes, act.ownerId)
}

/** A plan with the sizes that it was drawn with. */
export interface DrawnPlan {
  readonly plan: Plan
  readonly sizes: Sizes
}

/** The act on what is there of what it names: an entry may have been restored, or purged, since it was named. */
function onWhatIsThere(state: State, act: PlannedAct): PlannedAct {
  return act.act === 'purge' ? { ...act, entryIds: act.entryIds.filter((id) => state.entries.has(id)) } : act
}

/** The plan of an act on a state that was loaded by {@link sliceOfAct} in this transaction. */
export async function drawPlan(store: Store, transaction: Catalogue, state: State, asked: PlannedAct): Promise<DrawnPlan> {
  const act = onWhatIsThere(state, asked)
  const reached =
    act.act === 'release' ? reachOfImages(withoutHolds(state, act.imageIds, act.userId), act.imageIds) : reach(state, mostOf(state, act))
  const sizes = await sizesOf(store, transaction, state, reached)
  return { plan: planOf(state, sizes, act), sizes }
}
