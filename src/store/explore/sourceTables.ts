import { join } from 'node:path'
import type { SqlParameters } from '../queries/sqlParameters.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'

/** A version of a run whose sources are read. */
export interface SourceTable {
  /** Name of the run. */
  readonly run: string
  readonly version: number
  /** Folder of the version's result. */
  readonly resultFolder: string
}

/** The sources of some versions as one table of SQL: all columns of the sources table, with `origin` (place in the list), `run` and `version`. */
export function sourcesSql(tables: readonly SourceTable[], parameters: SqlParameters): string {
  const selects = tables.map(({ run, version, resultFolder }, origin) => {
    const columns = `${origin} AS origin, ${parameters.text(run)} AS run, ${version} AS version`
    return `SELECT ${columns}, * FROM ${parquetFiles([join(resultFolder, 'sources.parquet')])}`
  })
  return `(${selects.join(' UNION ALL ')})`
}
