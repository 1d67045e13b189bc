import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { TombstoneRow } from './schema.ts'

/** What is left of the one of the items that was purged last. */
export function lastTombstone(catalogue: Catalogue, itemIds: readonly string[]): Promise<TombstoneRow | undefined> {
  return catalogue
    .selectFrom('tombstones')
    .selectAll()
    .where('itemId', 'in', itemIds)
    .orderBy('purgedAt', 'desc')
    .orderBy('itemId')
    .executeTakeFirst()
}

/** What these purges took, by name. */
export function tombstonesOfPurges(catalogue: Catalogue, purgeIds: readonly string[]): Promise<TombstoneRow[]> {
  return inChunks(purgeIds, (chunk) =>
    catalogue.selectFrom('tombstones').selectAll().where('purgeId', 'in', chunk).orderBy('name').orderBy('itemId').execute(),
  )
}
