import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { coneSql } from '../queries/coneSql.ts'
import { readTables } from '../queries/readTables.ts'
import type { SkyCone } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** The sources of a result within a cone, in the order of their ids, `limit` at most. */
export async function sourcesAround(
  resultFolder: string,
  cone: Omit<SkyCone, 'kind'>,
  limit: number,
): Promise<{ readonly id: number; readonly name: string }[]> {
  const parameters = new SqlParameters()
  const sources = parquetFiles([join(resultFolder, 'sources.parquet')])
  const where = coneSql({ kind: 'cone', ...cone }, parameters)
  const rows = await readTables(`SELECT id, name FROM ${sources} WHERE ${where} ORDER BY id LIMIT ${Math.trunc(limit)}`, parameters)
  return rows.map(({ id, name }) => ({ id: Number(id), name: String(name) }))
}
