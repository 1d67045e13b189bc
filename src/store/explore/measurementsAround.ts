import { settle, type Result } from '../../fault/fault.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { coneSql } from '../queries/coneSql.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import type { SkyCone } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

export interface MeasurementsQuestion {
  readonly files: readonly string[]
  /** Number of the image. */
  readonly image: number
  readonly cone: Omit<SkyCone, 'kind'>
  readonly limit: number
}

/** The measurements of an image within a cone, the brightest first: positions, fitted shapes, and which are forced. @returns `parquet.read` */
export function measurementsAround({ files, image, cone, limit }: MeasurementsQuestion): Promise<Result<TableRow[]>> {
  const parameters = new SqlParameters()
  const rows = `(SELECT ra AS wavg_ra, dec AS wavg_dec, bmaj, bmin, pa, forced, flux_peak, id FROM ${parquetFiles(files)} WHERE image_id = ${Math.trunc(image)})`
  const where = coneSql({ kind: 'cone', ...cone }, parameters)
  const statement = `SELECT wavg_ra AS ra, wavg_dec AS dec, bmaj, bmin, pa, forced FROM ${rows} WHERE ${where} ORDER BY flux_peak DESC, id LIMIT ${Math.trunc(limit)}`
  return settle(() => readTables(statement, parameters).catch((error: unknown) => refuseToRead(files, error)))
}
