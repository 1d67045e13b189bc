import type { Readable } from 'node:stream'
import type { Result } from '../../fault/fault.ts'
import { exportRows, type RowFormat } from '../explore/exportRows.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { sqlName } from '../parquet/duckDb.ts'
import { measurementsTable } from '../tables/measurements.ts'
import type { ColumnSpec } from '../tables/column.ts'
import type { SqlParameters } from './sqlParameters.ts'

export interface MeasurementsExport {
  readonly files: readonly string[]
  /** Number of the image; null: all. */
  readonly image: number | null
  readonly format: RowFormat
  /** A folder for files on the way. */
  readonly scratch: string
}

const columns: readonly ColumnSpec[] = measurementsTable.columns

function rowsSql({ files, image }: MeasurementsExport, parameters: SqlParameters): string {
  if (files.length === 0) return `(SELECT ${columns.map(({ name }) => `NULL AS ${sqlName(name)}`).join(', ')} WHERE false)`
  const where = image === null ? '' : ` WHERE image_id = CAST(${parameters.number(image)} AS BIGINT)`
  return `(SELECT * FROM ${parquetFiles(files)}${where})`
}

/** All measurements of some files, or of one image in them, with all their columns, as the bytes of a file. @returns the faults of {@link exportRows} */
export async function exportMeasurements(request: MeasurementsExport): Promise<Result<Readable>> {
  const { files, format, scratch } = request
  return exportRows({ table: measurementsTable, from: (parameters) => rowsSql(request, parameters), format, paths: files, scratch })
}
