import { settle, type Result } from '../../fault/fault.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { coneSql } from '../queries/coneSql.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import type { SkyCone } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** The rows of a reference catalogue within a cone, `limit` at most. @returns `parquet.read` where its file is missing or damaged */
export function referenceCone(path: string, cone: Omit<SkyCone, 'kind'>, limit: number): Promise<Result<TableRow[]>> {
  const parameters = new SqlParameters()
  const where = coneSql({ kind: 'cone', ...cone }, parameters)
  const from = `(SELECT *, halley_ra AS wavg_ra, halley_dec AS wavg_dec FROM ${parquetFiles([path])})`
  const statement = `SELECT * FROM ${from} WHERE ${where} LIMIT ${Math.trunc(limit)}`
  return settle(() => readTables(statement, parameters).catch((error: unknown) => refuseToRead([path], error)))
}
