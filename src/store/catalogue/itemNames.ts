import { sql } from 'kysely'
import type { ItemKind } from '../../lifecycle/state.ts'
import type { Catalogue } from './openCatalogue.ts'

const tables = { project: 'projects', run: 'runs', sample: 'samples', analysis: 'analyses' } as const satisfies Record<ItemKind, string>

/** Ids of the items of a kind that have a name, or whose project and own name are `PROJECT/NAME`, wherever they are. */
export async function itemIdsByName(catalogue: Catalogue, kind: ItemKind, name: string): Promise<string[]> {
  // One of four alike tables: as any of them, for the types.
  const table = tables[kind] as 'runs'
  const plain = await catalogue.selectFrom(table).select('id').where('name', '=', name).orderBy('id').execute()
  if (kind === 'project' || !name.includes('/')) return plain.map(({ id }) => id)
  const inProject = await catalogue
    .selectFrom(`${table} as item`)
    .innerJoin('projects', 'projects.id', 'item.projectId')
    .select('item.id')
    .where(sql<boolean>`${sql.ref('projects.name')} || '/' || ${sql.ref('item.name')} = ${name}`)
    .orderBy('item.id')
    .execute()
  return [...new Set([...plain, ...inProject].map(({ id }) => id))]
}

/** Ids of the items of a kind that are live, or hidden with their project, by name. */
export async function liveItemIds(catalogue: Catalogue, kind: ItemKind): Promise<string[]> {
  const rows = await catalogue
    .selectFrom(tables[kind] as 'runs')
    .select('id')
    .where('place', '=', 'live')
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Ids of live items of all kinds whose name has a text in it, whatever its capitals. */
export async function itemIdsByPart(catalogue: Catalogue, lowerText: string, limit: number): Promise<string[]> {
  const pattern = `%${lowerText.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  const found = await Promise.all(
    Object.values(tables).map((table) =>
      catalogue
        .selectFrom(table as 'runs')
        .select('id')
        .where('place', '=', 'live')
        .where(sql<boolean>`lower(${sql.ref('name')}) like ${pattern} escape '\\'`)
        .orderBy('name')
        .limit(limit)
        .execute(),
    ),
  )
  return found.flat().map(({ id }) => id)
}
