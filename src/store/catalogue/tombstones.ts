import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { TombstoneRow } from './schema.ts'

export function findTombstone(catalogue: Catalogue, itemId: string): Promise<TombstoneRow | undefined> {
  return catalogue.selectFrom('tombstones').selectAll().where('itemId', '=', itemId).executeTakeFirst()
}

/** What these purges took, by name. */
export function tombstonesOfPurges(catalogue: Catalogue, purgeIds: readonly string[]): Promise<TombstoneRow[]> {
  return inChunks(purgeIds, (chunk) =>
    catalogue.selectFrom('tombstones').selectAll().where('purgeId', 'in', chunk).orderBy('name').orderBy('itemId').execute(),
  )
}
