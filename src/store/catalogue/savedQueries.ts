import { inChunks } from './inChunks.ts'
import type { SavedQueryRow } from './exploreSchema.ts'
import type { Catalogue } from './openCatalogue.ts'

/** The queries that a user keeps, and those that others share with some projects, by name. */
export async function savedQueriesOf(catalogue: Catalogue, userId: string, projectIds: readonly string[]): Promise<SavedQueryRow[]> {
  const own = await catalogue.selectFrom('savedQueries').selectAll().where('userId', '=', userId).execute()
  const shared = await inChunks(projectIds, (some) =>
    catalogue.selectFrom('savedQueries').selectAll().where('projectId', 'in', some).where('userId', '!=', userId).execute(),
  )
  return [...own, ...shared].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
}

export function findSavedQuery(catalogue: Catalogue, id: string): Promise<SavedQueryRow | undefined> {
  return catalogue.selectFrom('savedQueries').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The query that a user keeps under a name. */
export function savedQueryNamed(catalogue: Catalogue, userId: string, name: string): Promise<SavedQueryRow | undefined> {
  return catalogue.selectFrom('savedQueries').selectAll().where('userId', '=', userId).where('name', '=', name).executeTakeFirst()
}

/** Keeps a query, in place of what was under its id. Call it inside a transaction. */
export async function keepSavedQuery(transaction: Catalogue, row: SavedQueryRow): Promise<void> {
  const { name, runs, query, projectId, changedAt } = row
  await transaction
    .insertInto('savedQueries')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, runs, query, projectId, changedAt }))
    .execute()
}

export async function forgetSavedQuery(transaction: Catalogue, id: string): Promise<void> {
  await transaction.deleteFrom('savedQueries').where('id', '=', id).execute()
}
