import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** Two sources that are entangled. */
export interface RelationEdge {
  readonly from: number
  readonly to: number
  /** Measurements that belong to both. */
  readonly shared: number
}

function idList(ids: readonly number[], parameters: SqlParameters): string {
  return ids.map((id) => `CAST(${parameters.number(id)} AS BIGINT)`).join(', ')
}

/** The sources that are entangled with some sources directly, in the order of their ids. */
export async function entangledWith(resultFolder: string, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const parameters = new SqlParameters()
  const relations = parquetFiles([join(resultFolder, 'relations.parquet')])
  const where = `from_source_id IN (${idList(ids, parameters)})`
  const rows = await readTables(`SELECT DISTINCT to_source_id AS id FROM ${relations} WHERE ${where} ORDER BY id`, parameters)
  return rows.map(({ id }) => Number(id))
}

/** The relations among some sources, each once, with how many measurements they share. */
export async function relationsAmong(resultFolder: string, ids: readonly number[]): Promise<RelationEdge[]> {
  if (ids.length < 2) return []
  const parameters = new SqlParameters()
  const list = idList(ids, parameters)
  const relations = parquetFiles([join(resultFolder, 'relations.parquet')])
  const associations = parquetFiles([join(resultFolder, 'associations.parquet')])
  const pairs = `SELECT DISTINCT least(from_source_id, to_source_id) AS a, greatest(from_source_id, to_source_id) AS b
    FROM ${relations} WHERE from_source_id IN (${list}) AND to_source_id IN (${list}) AND from_source_id <> to_source_id`
  const members = `SELECT source_id, meas_id FROM ${associations} WHERE source_id IN (${list})`
  const shared = `SELECT x.source_id AS a, y.source_id AS b, count(*) AS shared
    FROM members x JOIN members y ON x.meas_id = y.meas_id AND x.source_id < y.source_id GROUP BY ALL`
  const statement = `WITH pairs AS (${pairs}), members AS (${members}), shared AS (${shared})
    SELECT pairs.a, pairs.b, coalesce(shared.shared, 0) AS shared FROM pairs LEFT JOIN shared USING (a, b) ORDER BY pairs.a, pairs.b`
  const rows = await readTables(statement, parameters)
  return rows.map(({ a, b, shared: count }) => ({ from: Number(a), to: Number(b), shared: Number(count) }))
}

/** Name, position and number of measurements of some sources, in the order of their ids. */
export function namesOfSources(resultFolder: string, ids: readonly number[]): Promise<TableRow[]> {
  const parameters = new SqlParameters()
  const sources = parquetFiles([join(resultFolder, 'sources.parquet')])
  return readTables(
    `SELECT id, name, wavg_ra, wavg_dec, n_meas FROM ${sources} WHERE id IN (${idList(ids, parameters)}) ORDER BY id`,
    parameters,
  )
}
