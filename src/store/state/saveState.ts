import type { Hold, Image, Item, State, TrashEntry, Use } from '../../lifecycle/state.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { TrashEntryRow } from '../catalogue/schema.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import { saveItem } from './saveItem.ts'

/** What became of the entries of one part of a state. */
interface Difference<V> {
  readonly added: readonly V[]
  readonly changed: readonly (readonly [before: V, after: V])[]
  readonly removed: readonly V[]
}

function differenceOf<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): Difference<V> {
  const added: V[] = []
  const changed: [V, V][] = []
  for (const [id, value] of after) {
    const old = before.get(id)
    if (old === undefined) added.push(value)
    else if (old !== value) changed.push([old, value])
  }
  return { added, changed, removed: [...before].filter(([id]) => !after.has(id)).map(([, value]) => value) }
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString()
}

function entryRow(entry: TrashEntry, items: State['items']): TrashEntryRow {
  const { id, root, byUserId, atMs, reason, purgeDueMs, noticesGiven, purgeId } = entry
  const rootId = root.kind === 'item' ? root.itemId : root.runId
  const kind = root.kind === 'item' ? items.get(rootId)?.kind : 'versions'
  if (!kind) throw new Error(`Trash entry ${id} is of item ${rootId}, which is not in the state that was loaded`)
  const isCleared = root.kind === 'versions' && root.cleared !== null
  return {
    id,
    rootKind: kind,
    rootId,
    versions: root.kind === 'versions' ? JSON.stringify(root.numbers) : null,
    cleared: isCleared ? JSON.stringify(root.cleared) : null,
    byUserId,
    at: iso(atMs),
    reason,
    purgeDue: purgeDueMs === null ? null : iso(purgeDueMs),
    noticesGiven: JSON.stringify(noticesGiven),
    purgeId,
  }
}

async function saveEntries(transaction: Catalogue, difference: Difference<TrashEntry>, items: State['items']): Promise<void> {
  for (const entry of difference.added) {
    await transaction.insertInto('trashEntries').values(entryRow(entry, items)).execute()
    const swept = entry.sweptIds.map((itemId, position) => ({ entryId: entry.id, itemId, position }))
    if (swept.length > 0) await transaction.insertInto('trashSwept').values(swept).execute()
  }
  for (const [, { id, noticesGiven, purgeId }] of difference.changed) {
    const change = { noticesGiven: JSON.stringify(noticesGiven), purgeId }
    await transaction.updateTable('trashEntries').set(change).where('id', '=', id).execute()
  }
  for (const { id } of difference.removed) {
    await transaction.deleteFrom('trashSwept').where('entryId', '=', id).execute()
    await transaction.deleteFrom('trashEntries').where('id', '=', id).execute()
  }
}

async function saveKeepers(transaction: Catalogue, holds: Difference<Hold>, uses: Difference<Use>): Promise<void> {
  for (const { id, itemId, version, byUserId, atMs, reason } of holds.added) {
    await transaction
      .insertInto('holds')
      .values({ id, itemId, version, byUserId, at: iso(atMs), reason })
      .execute()
  }
  for (const { id } of holds.removed) await transaction.deleteFrom('holds').where('id', '=', id).execute()
  for (const use of uses.added) await transaction.insertInto('uses').values(use).execute()
  for (const { operationId, itemId } of uses.removed) {
    await transaction.deleteFrom('uses').where('operationId', '=', operationId).where('itemId', '=', itemId).execute()
  }
}

/** Takes images away for ever: their rows, once nothing leads to them any more. */
async function removeImages(transaction: Catalogue, ids: readonly string[]): Promise<void> {
  await inChunks(ids, async (chunk) => {
    await transaction.deleteFrom('imageHolders').where('imageId', 'in', chunk).execute()
    await transaction.deleteFrom('imageFiles').where('imageId', 'in', chunk).execute()
    await transaction.deleteFrom('images').where('id', 'in', chunk).execute()
    return []
  })
}

async function saveHolders(transaction: Catalogue, before: Image, after: Image, at: string): Promise<void> {
  const fresh = after.ingestedBy.filter((userId) => !before.ingestedBy.includes(userId))
  for (const userId of fresh) await transaction.insertInto('imageHolders').values({ imageId: after.id, userId, at }).execute()
  const released = before.ingestedBy.filter((userId) => !after.ingestedBy.includes(userId))
  if (released.length === 0) return
  await transaction.deleteFrom('imageHolders').where('imageId', '=', after.id).where('userId', 'in', released).execute()
}

async function saveImages(transaction: Catalogue, { added, changed }: Difference<Image>, at: string): Promise<void> {
  for (const image of added) await saveHolders(transaction, { ...image, ingestedBy: [] }, image, at)
  const gone: string[] = []
  for (const [before, after] of changed) {
    if (after.state.place === 'purged') gone.push(after.id)
    else {
      await saveHolders(transaction, before, after, at)
      if (before.state.place !== 'live' || after.state.place !== 'purging') continue
      const { purgeId } = after.state
      await transaction.updateTable('images').set({ place: 'purging', purgeId }).where('id', '=', after.id).execute()
    }
  }
  await removeImages(transaction, gone)
}

/** A result that a purge takes is reached by nothing any more: it leaves its row, without its edges to images. */
async function removeResults(transaction: Catalogue, ids: readonly string[]): Promise<void> {
  await inChunks(ids, async (chunk) => {
    await transaction.deleteFrom('resultImages').where('resultId', 'in', chunk).execute()
    await transaction.updateTable('results').set({ place: 'purging' }).where('id', 'in', chunk).execute()
    return []
  })
}

/**
 * Writes down the difference between a state that {@link loadState} loaded in this transaction and what became of it.
 * Results are not added here: whoever publishes one adds its row first.
 */
export async function saveState(transaction: Catalogue, before: State, after: State, nowMs: number): Promise<void> {
  const at = iso(nowMs)
  await saveEntries(transaction, differenceOf(before.entries, after.entries), after.items)
  const items = differenceOf<Item>(before.items, after.items)
  for (const item of items.added) await saveItem(transaction, null, item, at)
  for (const [old, item] of items.changed) await saveItem(transaction, old, item, at)
  await saveKeepers(transaction, differenceOf(before.holds, after.holds), differenceOf(before.uses, after.uses))
  const { removed } = differenceOf(before.results, after.results)
  await removeResults(
    transaction,
    removed.map(({ id }) => id),
  )
  await saveImages(transaction, differenceOf(before.images, after.images), at)
}
