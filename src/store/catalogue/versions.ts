import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { VersionRow } from './schema.ts'

export async function addVersion(catalogue: Catalogue, version: VersionRow): Promise<void> {
  await catalogue.insertInto('versions').values(version).execute()
}

/** Newest first. */
export function versionsOfRun(catalogue: Catalogue, runId: string): Promise<VersionRow[]> {
  return catalogue.selectFrom('versions').selectAll().where('runId', '=', runId).orderBy('number', 'desc').execute()
}

export function findVersion(catalogue: Catalogue, runId: string, number: number): Promise<VersionRow | undefined> {
  return catalogue.selectFrom('versions').selectAll().where('runId', '=', runId).where('number', '=', number).executeTakeFirst()
}

/** The versions that some runs show. */
export function shownVersions(
  catalogue: Catalogue,
  runIds: readonly string[],
): Promise<Pick<VersionRow, 'runId' | 'number' | 'resultId'>[]> {
  return inChunks(runIds, (some) =>
    catalogue
      .selectFrom('versions')
      .innerJoin('runs', (join) => join.onRef('runs.id', '=', 'versions.runId').onRef('runs.headVersion', '=', 'versions.number'))
      .select(['versions.runId', 'versions.number', 'versions.resultId'])
      .where('versions.runId', 'in', some)
      .execute(),
  )
}

/** The version that an operation published. */
export function versionOfOperation(catalogue: Catalogue, operationId: string): Promise<VersionRow | undefined> {
  return catalogue.selectFrom('versions').selectAll().where('operationId', '=', operationId).executeTakeFirst()
}

export interface HistoryRow extends VersionRow {
  readonly userName: string
  readonly counts: string
  /** Of its result's files, which other versions may share. */
  readonly bytes: number
  readonly missingSince: string | null
}

/** Newest first, with who made each and what its result is. */
export function historyOfRun(catalogue: Catalogue, runId: string): Promise<HistoryRow[]> {
  return catalogue
    .selectFrom('versions')
    .innerJoin('users', 'users.id', 'versions.madeBy')
    .innerJoin('results', 'results.id', 'versions.resultId')
    .selectAll('versions')
    .select(['users.name as userName', 'results.counts', 'results.missingSince'])
    .select((expression) =>
      expression.fn
        .coalesce(
          expression
            .selectFrom('resultFiles')
            .select(({ fn }) => fn.sum<number>('resultFiles.bytes').as('bytes'))
            .whereRef('resultFiles.resultId', '=', 'versions.resultId'),
          expression.val(0),
        )
        .as('bytes'),
    )
    .where('versions.runId', '=', runId)
    .orderBy('versions.number', 'desc')
    .execute()
}

/** The versions that point at a result, oldest first. */
export function versionsOfResult(catalogue: Catalogue, resultId: string): Promise<VersionRow[]> {
  return catalogue.selectFrom('versions').selectAll().where('resultId', '=', resultId).orderBy('number').execute()
}
