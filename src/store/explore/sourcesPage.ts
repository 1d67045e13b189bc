import { sqlName } from '../parquet/duckDb.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import { sourcesTable } from '../tables/sources.ts'
import { sourcesSql, sourceTableSql, type SourceTable } from './sourceTables.ts'

export interface SourceOrder {
  /** A column of the sources table, `run` or `version`. */
  readonly column: string
  readonly isDescending: boolean
}

/** A place in an order: the value of its column there, and which source it is. Sources without a value come last, in either direction. */
export interface SourcePlace {
  readonly value: number | string | null
  readonly origin: number
  readonly id: number
}

export interface PageRequest {
  readonly tables: readonly SourceTable[]
  readonly condition: SourceCondition
  readonly order: SourceOrder
  /** The last source of the page before; null: from the first on. */
  readonly after: SourcePlace | null
  readonly limit: number
}

/** What sources may be ordered by. */
export const sourceOrderColumns: ReadonlySet<string> = new Set<string>(['run', 'version', ...sourcesTable.columns.map(({ name }) => name)])
const flags = new Set<string>(sourcesTable.columns.filter(({ type }) => type === 'boolean').map(({ name }) => name))

/** What a column is ordered by: flags as 0 and 1, so that a place among them is a number. */
export function orderSql(column: string): string {
  return flags.has(column) ? `CAST(${sqlName(column)} AS INTEGER)` : sqlName(column)
}

function afterSql({ order, after }: PageRequest, parameters: SqlParameters): string {
  if (after === null) return 'true'
  const { value, origin, id } = after
  const column = orderSql(order.column)
  const later = `(origin, id) > (${parameters.number(origin)}, ${parameters.number(id)})`
  if (value === null) return `(${column} IS NULL AND ${later})`
  const given = typeof value === 'number' ? parameters.number(value) : parameters.text(value)
  const sign = order.isDescending ? '<' : '>'
  return `(${column} IS NULL OR ${column} ${sign} ${given} OR (${column} = ${given} AND ${later}))`
}

/** Where the rows of a page are: found by the few columns that the condition and the order ask for. */
async function pickRows(request: PageRequest): Promise<TableRow[]> {
  const { tables, condition, order, limit } = request
  const parameters = new SqlParameters()
  const from = sourcesSql(tables, parameters)
  const where = `${conditionSql(condition, parameters)} AND ${afterSql(request, parameters)}`
  const direction = order.isDescending ? 'DESC' : 'ASC'
  const sorted = `ORDER BY ${orderSql(order.column)} ${direction} NULLS LAST, origin, id`
  return readTables(`SELECT origin, file_row_number FROM ${from} WHERE ${where} ${sorted} LIMIT ${Math.trunc(limit)}`, parameters)
}

function placeKey({ origin, file_row_number: row }: TableRow): string {
  return `${Number(origin)} ${Number(row)}`
}

/**
 * A page of the sources that a condition is true of, by keyset: a page far down costs as much as the first.
 *
 * @throws TypeError for an order by a column that there is not
 */
export async function sourcesPage(request: PageRequest): Promise<TableRow[]> {
  const { tables, order } = request
  if (!sourceOrderColumns.has(order.column)) throw new TypeError(`The sources have no column ${order.column}.`)
  const places = await pickRows(request)
  if (places.length === 0) return []
  const parameters = new SqlParameters()
  const selects = [...Map.groupBy(places, ({ origin }) => Number(origin))].map(([origin, some]) => {
    const rows = some.map(({ file_row_number: row }) => Number(row)).join(', ')
    return `SELECT * FROM (${sourceTableSql(tables[origin], origin, parameters)}) WHERE file_row_number IN (${rows})`
  })
  const rows = await readTables(selects.join(' UNION ALL '), parameters)
  const byPlace = new Map(rows.map((row) => [placeKey(row), row]))
  return places.flatMap((place): TableRow[] => {
    const row = byPlace.get(placeKey(place))
    return row ? [row] : []
  })
}

/** How many sources a condition is true of. */
export async function countSources(tables: readonly SourceTable[], condition: SourceCondition): Promise<number> {
  const parameters = new SqlParameters()
  const from = sourcesSql(tables, parameters)
  const rows = await readTables(`SELECT count(*) AS count FROM ${from} WHERE ${conditionSql(condition, parameters)}`, parameters)
  return Number(rows[0]?.count ?? 0)
}

/** Which sources a condition is true of, some of them at most: the place of their table, and their id there. */
export async function sourceIds(
  tables: readonly SourceTable[],
  condition: SourceCondition,
  most: number,
): Promise<{ readonly origin: number; readonly id: number }[]> {
  const parameters = new SqlParameters()
  const from = sourcesSql(tables, parameters)
  const where = conditionSql(condition, parameters)
  const rows = await readTables(`SELECT origin, id FROM ${from} WHERE ${where} ORDER BY origin, id LIMIT ${Math.trunc(most)}`, parameters)
  return rows.map(({ origin, id }) => ({ origin: Number(origin), id: Number(id) }))
}
