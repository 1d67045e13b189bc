import { settle, type Result } from '../../fault/fault.ts'
import { readExpression } from '../parquet/columnSink.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import type { ColumnName } from '../tables/column.ts'
import { measurementsTable } from '../tables/measurements.ts'
import { readTables } from './readTables.ts'
import { SqlParameters } from './sqlParameters.ts'

type MeasurementColumn = ColumnName<typeof measurementsTable>

/** Where a page goes on: after the row with this value in the column of the order (null: unknown) and this id. */
export interface MeasurementPlace {
  readonly value: number | null
  readonly id: number
}

export interface MeasurementQuery {
  readonly files: readonly string[]
  /** Number of the image; null: all. */
  readonly image: number | null
  readonly columns: readonly MeasurementColumn[]
  /** A column of numbers. */
  readonly sort: MeasurementColumn
  readonly isDescending: boolean
  readonly after: MeasurementPlace | null
  readonly limit: number
}

/** A row by the names of its columns; what is unknown is null. */
export type MeasurementRecord = Readonly<Record<string, string | number | boolean | null>>

function expressionOf(name: MeasurementColumn): string {
  const column = measurementsTable.columns.find((one) => one.name === name)
  if (!column) throw new TypeError(`The measurements have no column ${name}.`)
  return readExpression(column)
}

/** Rows come by value, unknown ones last in either direction, and by id where values are equal. */
function keysetSql({ after, isDescending }: MeasurementQuery, parameters: SqlParameters): string {
  if (after === null) return 'true'
  const id = parameters.number(after.id)
  if (after.value === null) return `("sort key" IS NULL AND "row id" > ${id})`
  const value = parameters.number(after.value)
  const beyond = isDescending ? '<' : '>'
  return `("sort key" ${beyond} ${value} OR ("sort key" = ${value} AND "row id" > ${id}) OR "sort key" IS NULL)`
}

function sqlOf(query: MeasurementQuery, parameters: SqlParameters): string {
  const { files, image, columns, sort, isDescending, limit } = query
  const key = expressionOf(sort)
  const picked = columns.map((name) => `${expressionOf(name)} AS "${name}"`)
  const where = image === null ? '' : ` WHERE image_id = CAST(${parameters.number(image)} AS BIGINT)`
  const rows = `SELECT ${picked.join(', ')}, CASE WHEN isnan(${key}) THEN NULL ELSE ${key} END AS "sort key", ${expressionOf('id')} AS "row id" FROM ${parquetFiles(files)}${where}`
  const order = `"sort key" ${isDescending ? 'DESC' : 'ASC'} NULLS LAST, "row id"`
  return `SELECT * EXCLUDE ("row id") FROM (${rows}) WHERE ${keysetSql(query, parameters)} ORDER BY ${order} LIMIT ${Math.trunc(limit)}`
}

function plain(value: unknown): string | number | boolean | null {
  if (typeof value === 'number') return Number.isNaN(value) ? null : value
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

/**
 * Some measurements of some files, in the order of a column.
 *
 * @returns rows with the asked columns and `sort key`, the value that the next page goes on after; `parquet.read`
 */
export function measurementPage(query: MeasurementQuery): Promise<Result<readonly MeasurementRecord[]>> {
  return settle(async () => {
    if (query.files.length === 0) return []
    const parameters = new SqlParameters()
    try {
      const rows = await readTables(sqlOf(query, parameters), parameters)
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])))
    } catch (error) {
      return refuseToRead(query.files, error)
    }
  })
}

/** How many measurements of an image some files have. @returns `parquet.read` */
export function countMeasurements(files: readonly string[], image: number): Promise<Result<number>> {
  return settle(async () => {
    if (files.length === 0) return 0
    const sql = `SELECT CAST(count(*) AS DOUBLE) AS total FROM ${parquetFiles(files)} WHERE image_id = ${Math.trunc(image)}`
    try {
      return Number((await readTables(sql))[0]?.['total'])
    } catch (error) {
      return refuseToRead(files, error)
    }
  })
}

/** The sources that some measurements belong to, by the ids of the measurements. @returns `parquet.read` */
export function sourcesOfMeasurements(
  associations: string,
  ids: readonly number[],
): Promise<Result<ReadonlyMap<number, readonly number[]>>> {
  return settle(async () => {
    const parameters = new SqlParameters()
    const wanted = `SELECT CAST(unnest(${parameters.numbers(ids)}) AS BIGINT)`
    const sql = `SELECT CAST(meas_id AS DOUBLE) AS measurement, CAST(source_id AS DOUBLE) AS source FROM ${parquetFiles([associations])} WHERE meas_id IN (${wanted}) ORDER BY 1, 2`
    try {
      const grouped = Map.groupBy(await readTables(sql, parameters), ({ measurement }) => Number(measurement))
      return new Map([...grouped].map(([id, pairs]) => [id, pairs.map(({ source }) => Number(source))]))
    } catch (error) {
      return refuseToRead([associations], error)
    }
  })
}
