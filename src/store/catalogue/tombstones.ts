import type { Catalogue } from './openCatalogue.ts'
import type { TombstoneRow } from './schema.ts'

export function findTombstone(catalogue: Catalogue, itemId: string): Promise<TombstoneRow | undefined> {
  return catalogue.selectFrom('tombstones').selectAll().where('itemId', '=', itemId).executeTakeFirst()
}
