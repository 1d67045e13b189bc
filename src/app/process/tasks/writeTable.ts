import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import type { ColumnsOf, TableSpec } from '../../../store/tables/column.ts'
import type { ParquetLayout } from '../../../store/parquet/copyStatement.ts'
import { writeParquet } from '../../../store/parquet/writeParquet.ts'
import { threadDuckDb } from '../threadDuckDb.ts'

export interface WriteTableTask {
  readonly path: string
  readonly spec: TableSpec
  readonly columns: ColumnsOf<TableSpec>
  readonly layout: ParquetLayout
}

/** Writes one table of a result; gives its number of rows. */
export async function writeTable({ path, spec, columns, layout }: WriteTableTask): Promise<Result<number>> {
  const written = await writeParquet(await threadDuckDb(), path, spec, columns, { layout })
  return written.ok ? success(written.value.rows) : written
}
