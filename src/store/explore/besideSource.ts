import { conditionSql } from '../queries/conditionSql.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import { sourcesSql, type SourceTable } from './sourceTables.ts'
import { orderSql, sourceOrderColumns, type SourceOrder, type SourcePlace } from './sourcesPage.ts'

interface BesideRequest {
  readonly tables: readonly SourceTable[]
  readonly condition: SourceCondition
  readonly order: SourceOrder
  /** Which of the tables the source is in. */
  readonly origin: number
  readonly sourceId: number
}

/** What stands around a source in the order of a query. */
export interface BesideSource {
  readonly previous: TableRow | undefined
  readonly next: TableRow | undefined
  /** How many come before it. */
  readonly before: number
}

/** Rows on one side of a place: unknown values come last in either direction, equal ones by origin and id. */
function sideSql(place: SourcePlace, { column, isDescending }: SourceOrder, isAfter: boolean, parameters: SqlParameters): string {
  const ordered = orderSql(column)
  const key = `(origin, id) ${isAfter ? '>' : '<'} (${parameters.number(place.origin)}, ${parameters.number(place.id)})`
  if (place.value === null) return isAfter ? `(${ordered} IS NULL AND ${key})` : `(${ordered} IS NOT NULL OR ${key})`
  const value = typeof place.value === 'number' ? parameters.number(place.value) : parameters.text(place.value)
  const sign = isAfter === isDescending ? '<' : '>'
  const beyond = `${ordered} ${sign} ${value} OR (${ordered} = ${value} AND ${key})`
  return isAfter ? `(${ordered} IS NULL OR ${beyond})` : `(${beyond})`
}

async function placeOf({ tables, order, origin, sourceId }: BesideRequest): Promise<SourcePlace | null> {
  const parameters = new SqlParameters()
  const from = sourcesSql(tables, parameters)
  const where = `origin = ${Math.trunc(origin)} AND id = CAST(${parameters.number(sourceId)} AS BIGINT)`
  const [row] = await readTables(`SELECT ${orderSql(order.column)} AS value FROM ${from} WHERE ${where}`, parameters)
  if (!row) return null
  const { value } = row
  return { value: value === null || typeof value === 'string' ? value : Number(value), origin, id: sourceId }
}

async function nearest(request: BesideRequest, place: SourcePlace, isAfter: boolean): Promise<TableRow | undefined> {
  const { tables, condition, order } = request
  const parameters = new SqlParameters()
  const from = sourcesSql(tables, parameters)
  const where = `${conditionSql(condition, parameters)} AND ${sideSql(place, order, isAfter, parameters)}`
  const isDown = order.isDescending === isAfter
  const key = isAfter ? 'origin, id' : 'origin DESC, id DESC'
  const sorted = `ORDER BY ${orderSql(order.column)} ${isDown ? 'DESC' : 'ASC'} NULLS ${isAfter ? 'LAST' : 'FIRST'}, ${key}`
  const [row] = await readTables(`SELECT run, id, name FROM ${from} WHERE ${where} ${sorted} LIMIT 1`, parameters)
  return row
}

async function countBefore({ tables, condition, order }: BesideRequest, place: SourcePlace): Promise<number> {
  const parameters = new SqlParameters()
  const from = sourcesSql(tables, parameters)
  const where = `${conditionSql(condition, parameters)} AND ${sideSql(place, order, false, parameters)}`
  const [row] = await readTables(`SELECT count(*) AS count FROM ${from} WHERE ${where}`, parameters)
  return Number(row?.count ?? 0)
}

/**
 * The sources before and after one in the order of a query, by keyset; it need not be one of the query itself.
 *
 * @returns null where its table lacks it
 * @throws TypeError for an order by a column that there is not
 */
export async function besideSource(request: BesideRequest): Promise<BesideSource | null> {
  if (!sourceOrderColumns.has(request.order.column)) throw new TypeError(`The sources have no column ${request.order.column}.`)
  const place = await placeOf(request)
  if (place === null) return null
  const [previous, next, before] = await Promise.all([
    nearest(request, place, false),
    nearest(request, place, true),
    countBefore(request, place),
  ])
  return { previous, next, before }
}
