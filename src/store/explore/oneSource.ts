import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** The row of a source in a version's result; undefined where it has none of that id. */
export async function oneSource(resultFolder: string, sourceId: number): Promise<TableRow | undefined> {
  const parameters = new SqlParameters()
  const id = `CAST(${parameters.number(sourceId)} AS BIGINT)`
  const [row] = await readTables(`SELECT * FROM ${parquetFiles([join(resultFolder, 'sources.parquet')])} WHERE id = ${id}`, parameters)
  return row
}

/** The sources that share measurements with a source or contend for them: in the order of their ids. */
export function relatedSources(resultFolder: string, sourceId: number): Promise<TableRow[]> {
  const parameters = new SqlParameters()
  const relations = parquetFiles([join(resultFolder, 'relations.parquet')])
  const sources = parquetFiles([join(resultFolder, 'sources.parquet')])
  const related = `SELECT to_source_id FROM ${relations} WHERE from_source_id = CAST(${parameters.number(sourceId)} AS BIGINT)`
  return readTables(`SELECT id, name, wavg_ra, wavg_dec, n_meas FROM ${sources} WHERE id IN (${related}) ORDER BY id`, parameters)
}
