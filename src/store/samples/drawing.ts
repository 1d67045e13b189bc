import type { DuckDBMaterializedResult } from '@duckdb/node-api'
import { join } from 'node:path'
import { refuse } from '../../fault/fault.ts'
import { copyStatement, type ParquetLayout } from '../parquet/copyStatement.ts'
import { sqlName, type DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { boundValues } from '../queries/boundValues.ts'
import type { SqlParameters } from '../queries/sqlParameters.ts'
import type { TableSpec } from '../tables/column.ts'

/** A version of a run that sources are drawn from. */
export interface SampleOrigin {
  /** Name of the run. */
  readonly run: string
  readonly version: number
  /** Folder of the version's result. */
  readonly resultFolder: string
  readonly images: readonly { readonly number: number; readonly measurementsPath: string }[]
}

/** Where a sample is made, with a DuckDB of its own. */
export interface Worksite {
  readonly duckDb: DuckDb
  /** Where the tables go. */
  readonly folder: string
  /** For files on the way, empty. */
  readonly scratch: string
  readonly signal: AbortSignal
}

/** A sample at its making from versions of runs. */
export interface Drawing extends Worksite {
  /** By run, then version. */
  readonly origins: readonly SampleOrigin[]
  /** How many ids of measurements each image has. */
  readonly idsPerImage: number
}

export function refuseStopped(): never {
  refuse('interrupted', 'The drawing was stopped.', { hint: 'Start it again when you like.', retryable: true })
}

/** Runs a statement, or refuses to (`interrupted`) after the signal, which also ends the one at work. */
export async function run({ duckDb, signal }: Worksite, statement: string, parameters?: SqlParameters): Promise<DuckDBMaterializedResult> {
  if (signal.aborted) refuseStopped()
  return duckDb.connection.run(statement, ...(await boundValues(parameters?.values)))
}

/** DuckDB throws plain errors for what it cannot read, write or hold. */
export function refuseToDraw(error: unknown, { signal }: Pick<Worksite, 'signal'>): never {
  if (!(error instanceof Error) || error.constructor !== Error) throw error
  if (signal.aborted) refuseStopped()
  refuse('sample.copy', `The sources could not be copied: ${error.message.split('\n')[0]}`, {
    hint: 'Check that the disk has room; ./halley fsck tells whether files of the store are missing or damaged.',
    retryable: true,
  })
}

/** How many rows there are in something that follows FROM. */
export async function countRows(site: Worksite, from: string): Promise<number> {
  const result = await run(site, `SELECT CAST(count(*) AS DOUBLE) FROM ${from}`)
  const [[count]] = await result.getRows()
  return Number(count)
}

export function tableFile(origin: SampleOrigin, table: string): string {
  return join(origin.resultFolder, `${table}.parquet`)
}

/** One table of all origins, each row with the number of its origin and its place in its file. */
export function ofAllOrigins({ origins }: Drawing, table: string): string {
  const selects = origins.map(
    (origin, index) => `SELECT ${index} AS origin, * FROM ${parquetFiles([tableFile(origin, table)], ', file_row_number = true')}`,
  )
  return `(${selects.join(' UNION ALL ')})`
}

/** Writes one table of the sample; gives the number of its rows. */
export async function writeTable(site: Worksite, spec: TableSpec, from: string, layout: ParquetLayout): Promise<number> {
  const path = join(site.folder, `${spec.name}.parquet`)
  const columns = spec.columns.map(({ name }) => sqlName(name)).join(', ')
  const result = await run(site, copyStatement(`SELECT ${columns} FROM ${from}`, path, spec, { layout }))
  return result.rowsChanged
}
