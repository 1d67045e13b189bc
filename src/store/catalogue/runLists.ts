import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { OperationRow } from './schema.ts'

/** The counts of the version that each run shows, as JSON, by the id of the run. */
export async function shownCounts(catalogue: Catalogue, runIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await inChunks(runIds, (chunk) =>
    catalogue
      .selectFrom('runs')
      .innerJoin('versions', (join) => join.onRef('versions.runId', '=', 'runs.id').onRef('versions.number', '=', 'runs.headVersion'))
      .innerJoin('results', 'results.id', 'versions.resultId')
      .select(['runs.id', 'results.counts'])
      .where('runs.id', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map(({ id, counts }) => [id, counts]))
}

export function operationsByIds(catalogue: Catalogue, ids: readonly string[]): Promise<OperationRow[]> {
  return inChunks(ids, (chunk) => catalogue.selectFrom('operations').selectAll().where('id', 'in', chunk).execute())
}

/** What the last operation on each run ended with, as JSON, by the id of the run; runs whose last one has no fault are left out. */
export async function lastErrors(catalogue: Catalogue, runIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await inChunks(runIds, (chunk) =>
    catalogue.selectFrom('operations').select(['runId', 'error']).where('runId', 'in', chunk).orderBy('createdAt').orderBy('id').execute(),
  )
  const last = new Map(rows.map(({ runId, error }) => [runId, error]))
  return new Map([...last].flatMap(([runId, error]) => (runId === null || error === null ? [] : [[runId, error] as const])))
}

/** The operations that remove runs, by the ids of the trash entries that these were in. */
export async function purgesOfEntries(catalogue: Catalogue, entryIds: readonly string[]): Promise<ReadonlyMap<string, OperationRow>> {
  const rows = await inChunks(entryIds, (chunk) =>
    catalogue
      .selectFrom('trashEntries')
      .innerJoin('purges', 'purges.id', 'trashEntries.purgeId')
      .innerJoin('operations', 'operations.id', 'purges.operationId')
      .selectAll('operations')
      .select('trashEntries.id as entryId')
      .where('trashEntries.id', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map(({ entryId, ...operation }) => [entryId, operation]))
}
