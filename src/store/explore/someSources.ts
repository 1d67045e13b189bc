import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** The rows of some sources of a result; ids that it lacks are left out. */
export function someSources(resultFolder: string, ids: readonly number[]): Promise<TableRow[]> {
  const parameters = new SqlParameters()
  const sources = parquetFiles([join(resultFolder, 'sources.parquet')])
  return readTables(`SELECT * FROM ${sources} WHERE CAST(id AS DOUBLE) IN (SELECT unnest(${parameters.numbers(ids)}))`, parameters)
}
