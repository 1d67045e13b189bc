import { rm } from 'node:fs/promises'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import { sqlName, type DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { measurementPairsTable } from '../tables/measurementPairs.ts'
import { measurementsTable } from '../tables/measurements.ts'
import type { ArrowColumnSpec } from './arrowColumn.ts'
import { rowsPerBatch, writeArrow, type ArrowOptions, type ArrowWritten } from './writeArrow.ts'

export { rowsPerBatch }

export interface MeasurementFiles {
  readonly associations: string
  /** The catalogue measurements of all images and the forced fits. */
  readonly measurements: readonly string[]
}

/** `source`, then the columns of the measurements. */
const measurementColumns: readonly ArrowColumnSpec[] = [
  { name: 'source', type: 'int64', ucd: 'meta.id;src', description: 'Source that the measurement belongs to.' },
  ...measurementsTable.columns,
]

/**
 * Writes `measurements.arrow` as the VAST Pipeline does: each association with its measurement, in the order of the
 * associations, which is that of (source, time). A measurement of several sources stands once for each. Floats keep
 * their 64 bits, where the VAST Pipeline rounds positions to 0.05 arcsec.
 *
 * @param duckDb needs a folder to spill into where the rows do not fit into its memory
 * @returns `export.incomplete` where an association has no measurement, or several; `parquet.read`, `parquet.write`,
 * `interrupted`; no file remains then
 */
export function writeMeasurementsArrow(
  duckDb: DuckDb,
  path: string,
  { associations, measurements }: MeasurementFiles,
  options: ArrowOptions = {},
): Promise<Result<ArrowWritten>> {
  return settle(async () => {
    const columns = measurementsTable.columns.map(({ name }) => `m.${sqlName(name)}`)
    const joined = `${parquetFiles([associations], ', file_row_number = true')} a JOIN ${parquetFiles(measurements)} m ON m.id = a.meas_id`
    const from = `(SELECT a.source_id AS source, ${columns.join(', ')} FROM ${joined} ORDER BY a.file_row_number)`
    const paths = [associations, ...measurements]
    const written = await writeArrow(duckDb, path, { columns: measurementColumns, from, paths }, options)
    const expected = await countRows(duckDb, associations)
    if (written.rows === expected) return written
    await rm(path)
    return refuseIncomplete(associations, expected, written.rows)
  })
}

/** Writes `measurement_pairs.arrow`: the rows of the table of pairs. @returns as {@link writeMeasurementsArrow} */
export function writePairsArrow(duckDb: DuckDb, path: string, pairs: string, options: ArrowOptions = {}): Promise<Result<ArrowWritten>> {
  return settle(async () => {
    const values = await imageNames(duckDb, pairs)
    const columns = measurementPairsTable.columns.map((column) => (column.type === 'string' ? { ...column, values } : column))
    return writeArrow(duckDb, path, { columns, from: parquetFiles([pairs]), paths: [pairs] }, options)
  })
}

/** The rows of a table. */
export function countTableRows(duckDb: DuckDb, path: string): Promise<Result<number>> {
  return settle(() => countRows(duckDb, path))
}

async function countRows(duckDb: DuckDb, path: string): Promise<number> {
  const [[count]] = await select(duckDb, `SELECT CAST(count(*) AS DOUBLE) FROM ${parquetFiles([path])}`, path)
  return Number(count)
}

async function imageNames(duckDb: DuckDb, pairs: string): Promise<string[]> {
  const names = (side: string) => `SELECT image_name_${side} AS name FROM ${parquetFiles([pairs])}`
  const rows = await select(duckDb, `SELECT DISTINCT name FROM (${names('a')} UNION ALL ${names('b')}) ORDER BY name`, pairs)
  return rows.length === 0 ? [''] : rows.map(([name]) => String(name))
}

async function select(duckDb: DuckDb, statement: string, path: string): Promise<unknown[][]> {
  try {
    return (await duckDb.connection.runAndReadAll(statement)).getRows()
  } catch (error) {
    return refuseToRead([path], error)
  }
}

function refuseIncomplete(associations: string, expected: number, found: number): never {
  refuse('export.incomplete', `${associations}: expected one measurement for each of ${expected} associations, found ${found}.`, {
    hint: 'Files of the version are damaged: bring them back from a backup, or process the run again.',
    data: { path: associations, expected, found },
  })
}
