import { parquetFiles } from '../parquet/parquetFiles.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import { run, tableFile, type Drawing } from './drawing.ts'

async function addOrigin(drawing: Drawing, index: number, condition: SourceCondition): Promise<number> {
  const parameters = new SqlParameters()
  const origin = drawing.origins[index]
  const name = parameters.text(origin.run)
  const version = parameters.number(origin.version)
  await run(drawing, `INSERT INTO origins VALUES (${index}, ${name}, ${version})`, parameters)
  const rows = `SELECT ${name} AS run, ${version} AS version, * FROM ${parquetFiles([tableFile(origin, 'sources')])}`
  const select = `SELECT ${index}, id FROM (${rows}) WHERE ${conditionSql(condition, parameters)}`
  const result = await run(drawing, `INSERT INTO picked ${select}`, parameters)
  return result.rowsChanged
}

/**
 * Picks the sources that a condition is true of and makes them tables of this DuckDB: `origins(origin, run, version)`
 * and `picked(origin, id)`, the origins numbered as they come.
 *
 * @returns their number
 */
export async function pickSources(drawing: Drawing, condition: SourceCondition): Promise<number> {
  await run(drawing, 'CREATE TEMP TABLE origins (origin INTEGER, run VARCHAR, version INTEGER)')
  await run(drawing, 'CREATE TEMP TABLE picked (origin INTEGER, id BIGINT)')
  let picked = 0
  for (const index of drawing.origins.keys()) picked += await addOrigin(drawing, index, condition)
  return picked
}
