import type { Catalogue } from './openCatalogue.ts'

/** Ids of the items of a user that are live themselves, while the project that they are in is in the trash. */
export async function hiddenItemIds(catalogue: Catalogue, ownerId: string): Promise<string[]> {
  const tables = ['runs', 'samples', 'analyses'] as const
  const rows = await Promise.all(
    tables.map((table) =>
      catalogue
        .selectFrom(`${table as 'runs'} as item`)
        .innerJoin('projects', 'projects.id', 'item.projectId')
        .select('item.id')
        .where('item.ownerId', '=', ownerId)
        .where('item.place', '=', 'live')
        .where('projects.place', '=', 'trashed')
        .orderBy('item.name')
        .execute(),
    ),
  )
  return rows.flat().map(({ id }) => id)
}
