import { inChunks } from './inChunks.ts'
import type { ItemKind } from '../../lifecycle/state.ts'
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

export interface TombstoneFilter {
  /** A part of the name, in any case; null: any. */
  readonly text: string | null
  readonly kind: ItemKind | null
}

/** What was purged, newest first. */
export async function findTombstones(catalogue: Catalogue, { text, kind }: TombstoneFilter): Promise<TombstoneRow[]> {
  const all = catalogue.selectFrom('tombstones').selectAll().orderBy('purgedAt', 'desc').orderBy('name').orderBy('itemId')
  const rows = await (kind === null ? all : all.where('kind', '=', kind)).execute()
  const part = text?.toLowerCase()
  return part === undefined ? rows : rows.filter(({ name }) => name.toLowerCase().includes(part))
}
