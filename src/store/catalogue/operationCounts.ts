import { sql } from 'kysely'
import type { Catalogue } from './openCatalogue.ts'
import type { OperationRow } from './schema.ts'

export interface OperationCount extends Pick<OperationRow, 'kind' | 'state'> {
  readonly count: number
}

/** How many operations the catalogue knows, by kind and state. */
export function operationCounts(catalogue: Catalogue): Promise<OperationCount[]> {
  return catalogue
    .selectFrom('operations')
    .select(['kind', 'state', sql<number>`count(*)`.as('count')])
    .groupBy(['kind', 'state'])
    .execute()
}

/** When the operation was asked for that waits longest; null where none waits. */
export async function oldestWaiting(catalogue: Catalogue): Promise<string | null> {
  const row = await catalogue
    .selectFrom('operations')
    .select('createdAt')
    .where('state', '=', 'queued')
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst()
  return row?.createdAt ?? null
}
