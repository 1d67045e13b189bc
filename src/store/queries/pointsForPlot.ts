import { settle, type Result } from '../../fault/fault.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { readTables, type TableRow } from './readTables.ts'
import { SqlParameters } from './sqlParameters.ts'

/**
 * The points of an analysis that took part: all candidates, and of the others at most so many, evenly over their file, so
 * that equal calls give equal points.
 *
 * @returns `parquet.read` where the file is missing or damaged
 */
export function readPointsForPlot(path: string, most: number): Promise<Result<readonly TableRow[]>> {
  const parameters = new SqlParameters()
  const wanted = parameters.number(most)
  const used = `(SELECT *, row_number() OVER (PARTITION BY candidate ORDER BY file_row_number) - 1 AS place, count(*) FILTER (WHERE NOT candidate) OVER () AS others FROM ${parquetFiles([path], ', file_row_number = true')} WHERE used)`
  const isEven = `${wanted} > 0 AND place % greatest(1, CAST(ceil(others / ${wanted}) AS BIGINT)) = 0`
  const columns = 'run, version, id, name, eta, v, n_meas, candidate'
  const statement = `SELECT ${columns} FROM ${used} WHERE candidate OR (${isEven}) ORDER BY file_row_number`
  return settle(() => readTables(statement, parameters).catch((error: unknown) => refuseToRead([path], error)))
}
