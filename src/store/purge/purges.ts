import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { PurgeRow } from '../catalogue/schema.ts'

export function findPurge(catalogue: Catalogue, id: string): Promise<PurgeRow | undefined> {
  return catalogue.selectFrom('purges').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Makes an operation the one that removes the files of a purge. */
export async function givePurgeTo(catalogue: Catalogue, id: string, operationId: string): Promise<void> {
  await catalogue.updateTable('purges').set({ operationId }).where('id', '=', id).execute()
}

/** Ids of purges that have begun and not ended, oldest first. */
export async function unfinishedPurges(catalogue: Catalogue): Promise<string[]> {
  const rows = await catalogue.selectFrom('purges').select('id').where('endedAt', 'is', null).orderBy('beganAt').orderBy('id').execute()
  return rows.map(({ id }) => id)
}
