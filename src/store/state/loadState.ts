import type { Hold, Item, State, Use } from '../../lifecycle/state.ts'
import { useKey } from '../../lifecycle/uses.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { heldImageIds } from '../catalogue/heldImageIds.ts'
import type { TrashEntryRow } from '../catalogue/schema.ts'
import { retentionDaysOfServer } from '../catalogue/settings.ts'
import { entryOf, holdOf } from './entities.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Loading } from './loading.ts'
import { addItems, loadItems } from './loadItems.ts'
import { loadImages, loadReach } from './loadReach.ts'
import { loadRivals } from './loadRivals.ts'
import type { Slice } from './slice.ts'

function newIds(ids: Iterable<string>, known: { has(id: string): boolean }): string[] {
  return [...new Set(ids)].filter((id) => !known.has(id))
}

async function addEntries({ transaction, entries, deep }: Loading, rows: readonly TrashEntryRow[]): Promise<void> {
  const fresh = rows.filter(({ id }) => !entries.has(id))
  const ids = fresh.map(({ id }) => id)
  const swept = await inChunks(ids, (chunk) =>
    transaction.selectFrom('trashSwept').selectAll().where('entryId', 'in', chunk).orderBy('position').execute(),
  )
  for (const row of fresh) {
    const sweptIds = swept.filter(({ entryId }) => entryId === row.id).map(({ itemId }) => itemId)
    entries.set(row.id, entryOf(row, sweptIds))
    for (const id of [row.rootId, ...sweptIds]) deep.add(id)
  }
}

/** Entries by their ids, and those of versions of the runs. */
async function loadEntries(loading: Loading, entryIds: Iterable<string>, rootIds: Iterable<string>): Promise<void> {
  const { transaction, entries } = loading
  const byId = await inChunks(newIds(entryIds, entries), (chunk) =>
    transaction.selectFrom('trashEntries').selectAll().where('id', 'in', chunk).execute(),
  )
  const byRoot = await inChunks(rootIds, (chunk) =>
    transaction.selectFrom('trashEntries').selectAll().where('rootId', 'in', chunk).execute(),
  )
  await addEntries(loading, [...new Map([...byId, ...byRoot].map((row) => [row.id, row])).values()])
}

async function seedOf(transaction: Catalogue, { itemIds = [], holdIds = [], ownerIds = [], useIds = [] }: Slice): Promise<string[]> {
  const holds = await inChunks(holdIds, (chunk) => transaction.selectFrom('holds').select('itemId').where('id', 'in', chunk).execute())
  const used = await inChunks(useIds, (chunk) =>
    transaction.selectFrom('uses').select('itemId').where('operationId', 'in', chunk).execute(),
  )
  const owned = await inChunks(ownerIds, async (chunk) => {
    const tables = ['projects', 'runs', 'samples', 'analyses'] as const
    const found = await Promise.all(
      tables.map((table) => transaction.selectFrom(table).select('id').where('ownerId', 'in', chunk).execute()),
    )
    return found.flat()
  })
  return [...itemIds, ...[...holds, ...used].map(({ itemId }) => itemId), ...owned.map(({ id }) => id)]
}

async function entriesOfPurges(loading: Loading, purgeIds: readonly string[]): Promise<void> {
  const rows = await inChunks(purgeIds, (chunk) =>
    loading.transaction.selectFrom('trashEntries').selectAll().where('purgeId', 'in', chunk).execute(),
  )
  await addEntries(loading, rows)
  const images = await inChunks(purgeIds, (chunk) =>
    loading.transaction.selectFrom('images').select('id').where('purgeId', 'in', chunk).execute(),
  )
  await loadImages(
    loading,
    images.map(({ id }) => id),
  )
}

function entryIdsOf(item: Item): string[] {
  const states = [item.state, ...(item.kind === 'run' ? item.versions.map(({ state }) => state) : [])]
  return states.flatMap((state) => ('entryId' in state ? [state.entryId] : []))
}

/** Items and entries pull each other in until nothing new comes. */
async function close(loading: Loading): Promise<void> {
  for (let before = -1; before < loading.items.size + loading.entries.size + loading.deep.size;) {
    before = loading.items.size + loading.entries.size + loading.deep.size
    await loadItems(loading)
    const shown = [...loading.items.values()].filter(({ id }) => loading.deep.has(id))
    const runIds = shown.filter(({ kind }) => kind === 'run').map(({ id }) => id)
    await loadEntries(loading, shown.flatMap(entryIdsOf), runIds)
  }
}

async function loadKeepers({ transaction, items }: Loading): Promise<Pick<State, 'holds' | 'uses'>> {
  const ids = [...items.keys()]
  const holds = await inChunks(ids, (chunk) =>
    transaction.selectFrom('holds').selectAll().where('itemId', 'in', chunk).orderBy('id').execute(),
  )
  const uses = await inChunks(ids, (chunk) =>
    transaction.selectFrom('uses').selectAll().where('itemId', 'in', chunk).orderBy('operationId').execute(),
  )
  return {
    holds: new Map(holds.map((row): [string, Hold] => [row.id, holdOf(row)])),
    uses: new Map(uses.map((row): [string, Use] => [useKey(row), { ...row }])),
  }
}

/**
 * Loads what a command concerns, as {@link decide} takes it. In a transaction that changes the catalogue nothing of it
 * changes until the end; outside one it is for looking only.
 */
export async function loadState(transaction: Catalogue, slice: Slice): Promise<State> {
  const deep = new Set(await seedOf(transaction, slice))
  const loading: Loading = { transaction, items: new Map(), entries: new Map(), results: new Map(), images: new Map(), deep }
  await addItems(loading, slice.projectIds ?? [])
  await loadEntries(loading, slice.entryIds ?? [], [])
  await entriesOfPurges(loading, slice.purgeIds ?? [])
  await close(loading)
  await loadRivals(loading, slice.names ?? [], slice.rivalsOf ?? [])
  await loadImages(loading, [...(slice.imageIds ?? []), ...(await heldImageIds(transaction, slice.ownerIds ?? []))])
  for (const id of slice.imageIds ?? [])
    if (!loading.images.has(id)) loading.images.set(id, { id, ingestedBy: [], state: { place: 'purged' } })
  if (slice.depth === 'results' || slice.depth === 'reach') await loadReach(loading, slice.depth)
  const keepers = await loadKeepers(loading)
  const { items, entries, results, images } = loading
  return { items, entries, results, images, ...keepers, settings: { retentionDays: await retentionDaysOfServer(transaction) } }
}

async function everyOwner(catalogue: Catalogue): Promise<string[]> {
  return (await catalogue.selectFrom('users').select('id').execute()).map(({ id }) => id)
}

/** All items with what keeps them, for looking at all of them; without results and images. */
export async function loadAllItems(catalogue: Catalogue): Promise<State> {
  return loadState(catalogue, { ownerIds: await everyOwner(catalogue) })
}

/** The whole catalogue, for looking at all of it. */
export async function loadEverything(catalogue: Catalogue): Promise<State> {
  const images = await catalogue.selectFrom('images').select('id').execute()
  return loadState(catalogue, { ownerIds: await everyOwner(catalogue), imageIds: images.map(({ id }) => id), depth: 'results' })
}
