import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'

/** The names of users by their ids; ids of nobody are left out. */
export async function userNames(catalogue: Catalogue, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await inChunks(new Set(ids), (chunk) =>
    catalogue.selectFrom('users').select(['id', 'name']).where('id', 'in', chunk).execute(),
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
