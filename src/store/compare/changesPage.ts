import { settle, type Result } from '../../fault/fault.ts'
import { sqlName } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** The last row of a page, as the next one begins after it. */
export interface ChangePlace {
  readonly value: number | string | null
  readonly id: number
}

export interface WantedChanges {
  readonly kind: string
  /** A column of the file. */
  readonly sort: string
  readonly isDescending: boolean
  /** Null: from the first row on. */
  readonly after: ChangePlace | null
  readonly limit: number
}

function behind({ value, id }: ChangePlace, { sort, isDescending }: WantedChanges, parameters: SqlParameters): string {
  const column = sqlName(sort)
  const later = `id > ${parameters.number(id)}`
  if (value === null) return `(${column} IS NULL AND ${later})`
  const last = typeof value === 'number' ? parameters.number(value) : parameters.text(value)
  return `(${column} ${isDescending ? '<' : '>'} ${last} OR (${column} = ${last} AND ${later}) OR ${column} IS NULL)`
}

/** Some changes of one kind in an order, after a place. @returns `parquet.read` where the file is missing */
export function changesPage(path: string, wanted: WantedChanges): Promise<Result<readonly TableRow[]>> {
  const { kind, sort, isDescending, after, limit } = wanted
  const parameters = new SqlParameters()
  const conditions = [`kind = ${parameters.text(kind)}`, ...(after ? [behind(after, wanted, parameters)] : [])].join(' AND ')
  const order = `${sqlName(sort)} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST, id`
  const statement = `SELECT * FROM ${parquetFiles([path])} WHERE ${conditions} ORDER BY ${order} LIMIT ${Math.trunc(limit)}`
  return settle(() => readTables(statement, parameters).catch((error: unknown) => refuseToRead([path], error)))
}

/** Changes of all kinds for a plot: all of them, or so many that a hash chooses, the same each time. */
export function changesForPlot(path: string, most: number): Promise<Result<readonly TableRow[]>> {
  const chosen = `SELECT kind, id, ra, dec, flux_from, flux_to FROM ${parquetFiles([path])} ORDER BY hash(id) LIMIT ${Math.trunc(most)}`
  return settle(() => readTables(`FROM (${chosen}) ORDER BY kind, id`).catch((error: unknown) => refuseToRead([path], error)))
}
