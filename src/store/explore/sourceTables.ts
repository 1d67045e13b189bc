import { join } from 'node:path'
import type { SqlParameters } from '../queries/sqlParameters.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'

interface Origin {
  /** Name of the run. */
  readonly run: string
  readonly version: number
}

/** Where the sources of a version of a run are read: in the result of the version, or in a sample that was drawn from it. */
export type SourceTable =
  | (Origin & {
      /** Folder of the version's result. */
      readonly resultFolder: string
    })
  | (Origin & { readonly sampleFolder: string })

/** The sources of one version, as one table of SQL: `origin`, `run`, `version`, all columns of the sources table, and `file_row_number`. */
export function sourceTableSql(table: SourceTable, origin: number, parameters: SqlParameters): string {
  const { run, version } = table
  const numbered = ', file_row_number = true'
  if ('sampleFolder' in table) {
    const file = parquetFiles([join(table.sampleFolder, 'sources.parquet')], numbered)
    return `SELECT ${origin} AS origin, * FROM ${file} WHERE run = ${parameters.text(run)} AND version = ${Math.trunc(version)}`
  }
  const file = parquetFiles([join(table.resultFolder, 'sources.parquet')], numbered)
  return `SELECT ${origin} AS origin, ${parameters.text(run)} AS run, ${Math.trunc(version)} AS version, * FROM ${file}`
}

/** The sources of some versions as one table of SQL: all columns of the sources table, with `origin` (place in the list), `run` and `version`. */
export function sourcesSql(tables: readonly SourceTable[], parameters: SqlParameters): string {
  return `(${tables.map((table, origin) => sourceTableSql(table, origin, parameters)).join(' UNION ALL ')})`
}
