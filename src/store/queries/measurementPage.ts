import { settle, type Result } from '../../fault/fault.ts'
import { readExpression } from '../parquet/columnSink.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import type { ColumnName } from '../tables/column.ts'
import { measurementsTable } from '../tables/measurements.ts'
import { readTables, type TableRow } from './readTables.ts'
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

/** Which rows the page has and in which files they are: of thousands of files only the columns that decide this are read. */
function placesSql(query: MeasurementQuery, parameters: SqlParameters): string {
  const { files, image, sort, isDescending, limit } = query
  const key = expressionOf(sort)
  const where = image === null ? '' : ` WHERE image_id = CAST(${parameters.number(image)} AS BIGINT)`
  const rows = `SELECT filename, CASE WHEN isnan(${key}) THEN NULL ELSE ${key} END AS "sort key", ${expressionOf('id')} AS "row id" FROM ${parquetFiles(files, ', filename = true')}${where}`
  const order = `"sort key" ${isDescending ? 'DESC' : 'ASC'} NULLS LAST, "row id"`
  return `SELECT * FROM (${rows}) WHERE ${keysetSql(query, parameters)} ORDER BY ${order} LIMIT ${Math.trunc(limit)}`
}

/** The asked columns of the rows of a page, out of the files that have them. */
function rowsSql({ columns }: MeasurementQuery, places: readonly TableRow[], parameters: SqlParameters): string {
  const picked = columns.map((name) => `${expressionOf(name)} AS "${name}"`)
  const files = [...new Set(places.map(({ filename }) => String(filename)))]
  const ids = parameters.numbers(places.map((place) => Number(place['row id'])))
  return `SELECT ${picked.join(', ')}, ${expressionOf('id')} AS "row id" FROM ${parquetFiles(files)} WHERE id IN (SELECT CAST(unnest(${ids}) AS BIGINT))`
}

async function readPage(query: MeasurementQuery): Promise<readonly TableRow[]> {
  const toFind = new SqlParameters()
  const places = await readTables(placesSql(query, toFind), toFind)
  if (places.length === 0) return []
  const toRead = new SqlParameters()
  const read = await readTables(rowsSql(query, places, toRead), toRead)
  const byId = new Map(read.map(({ 'row id': id, ...row }) => [id, row]))
  return places.map((place) => ({ ...byId.get(place['row id']), 'sort key': place['sort key'] }))
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
    try {
      const rows = await readPage(query)
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
