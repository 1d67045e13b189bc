import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'

/** Ids of entries whose purge is due before a time (ISO 8601, UTC) and has not begun, first due first. */
export async function entryIdsDueBefore(catalogue: Catalogue, before: string): Promise<string[]> {
  const rows = await catalogue
    .selectFrom('trashEntries')
    .select('id')
    .where('purgeDue', '<=', before)
    .where('purgeId', 'is', null)
    .orderBy('purgeDue')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** All items, versions and images that are kept, in the trash or not. */
export async function countKept(catalogue: Catalogue): Promise<number> {
  const tables = ['projects', 'runs', 'samples', 'analyses', 'versions', 'images'] as const
  const counts = await Promise.all(
    tables.map((table) =>
      catalogue
        .selectFrom(table as 'runs')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('place', 'in', ['live', 'trashed'])
        .executeTakeFirstOrThrow(),
    ),
  )
  return counts.reduce((sum, { count }) => sum + Number(count), 0)
}

/** Uses of images by results, in the whole store. */
export async function countReferences(catalogue: Catalogue): Promise<number> {
  const { count } = await catalogue
    .selectFrom('resultImages')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** {@link countReferences} of some results. */
export async function countReferencesOf(catalogue: Catalogue, resultIds: readonly string[]): Promise<number> {
  const rows = await inChunks(resultIds, (chunk) =>
    catalogue
      .selectFrom('resultImages')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('resultId', 'in', chunk)
      .execute(),
  )
  return rows.reduce((sum, { count }) => sum + Number(count), 0)
}
