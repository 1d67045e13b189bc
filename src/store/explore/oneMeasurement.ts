import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** The row of a measurement in some files; undefined where none has it. */
export async function oneMeasurement(files: readonly string[], id: number): Promise<TableRow | undefined> {
  if (files.length === 0) return undefined
  const parameters = new SqlParameters()
  const wanted = `CAST(${parameters.number(id)} AS BIGINT)`
  const [row] = await readTables(`SELECT * FROM ${parquetFiles(files)} WHERE id = ${wanted}`, parameters)
  return row
}

/** The other components of an island of a catalogue, the brightest first. */
export function siblingsOf(file: string, islandId: string, id: number): Promise<TableRow[]> {
  const parameters = new SqlParameters()
  const where = `island_id = ${parameters.text(islandId)} AND id <> CAST(${parameters.number(id)} AS BIGINT)`
  const columns = 'id, name, component_id, flux_peak, flux_int'
  return readTables(`SELECT ${columns} FROM ${parquetFiles([file])} WHERE ${where} ORDER BY flux_peak DESC, id`, parameters)
}

/** Names and counts of some sources of a result, in the order of their ids. */
export async function namesOfSources(resultFolder: string, ids: readonly number[]): Promise<TableRow[]> {
  if (ids.length === 0) return []
  const parameters = new SqlParameters()
  const wanted = `SELECT CAST(unnest(${parameters.numbers(ids)}) AS BIGINT)`
  const sources = parquetFiles([join(resultFolder, 'sources.parquet')])
  return readTables(`SELECT id, name, n_meas FROM ${sources} WHERE id IN (${wanted}) ORDER BY id`, parameters)
}
