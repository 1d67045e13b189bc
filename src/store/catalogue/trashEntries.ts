import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { TrashEntryRow } from './schema.ts'

/** All of them, newest first; those that are being purged too. */
export function trashEntries(catalogue: Catalogue): Promise<TrashEntryRow[]> {
  return catalogue.selectFrom('trashEntries').selectAll().orderBy('at', 'desc').orderBy('id').execute()
}

/** Entries by their ids, and those whose root is one of the items, or versions of it. */
export async function entriesNamed(
  catalogue: Catalogue,
  entryIds: readonly string[],
  rootIds: readonly string[],
): Promise<TrashEntryRow[]> {
  const byId = await inChunks(entryIds, (chunk) => catalogue.selectFrom('trashEntries').selectAll().where('id', 'in', chunk).execute())
  const byRoot = await inChunks(rootIds, (chunk) => catalogue.selectFrom('trashEntries').selectAll().where('rootId', 'in', chunk).execute())
  return [...new Map([...byId, ...byRoot].map((row) => [row.id, row])).values()]
}
