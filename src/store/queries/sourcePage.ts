import { settle, type Result } from '../../fault/fault.ts'
import { sqlName } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { sampleSourcesTable } from '../tables/sampleTables.ts'
import { readTables, type TableRow } from './readTables.ts'
import { SqlParameters } from './sqlParameters.ts'

/** The last row of a page, as the next one begins after it. */
export interface PagePlace {
  /** Of the column that rows are ordered by. */
  readonly value: number | string | null
  readonly run: string
  readonly version: number
  readonly id: number
}

export interface WantedPage {
  /** A column of the table. */
  readonly sort: string
  readonly isDescending: boolean
  /** Null: from the first row on. */
  readonly after: PagePlace | null
  readonly limit: number
}

const names: readonly string[] = sampleSourcesTable.columns.map(({ name }) => name)

/** Rows behind a place: unknown values come last, equal ones by run, version and source. */
function behind({ value, run, version, id }: PagePlace, column: string, isDescending: boolean, parameters: SqlParameters): string {
  const key = `(run, version, id) > (${parameters.text(run)}, ${parameters.number(version)}, ${parameters.number(id)})`
  if (value === null) return `(${column} IS NULL AND ${key})`
  const last = typeof value === 'number' ? parameters.number(value) : parameters.text(value)
  return `(${column} ${isDescending ? '<' : '>'} ${last} OR (${column} = ${last} AND ${key}) OR ${column} IS NULL)`
}

/** Some sources of a sample in an order, after a place. @returns `parquet.read` where the file is missing or damaged */
export function readSourcePage(path: string, { sort, isDescending, after, limit }: WantedPage): Promise<Result<readonly TableRow[]>> {
  if (!names.includes(sort)) throw new TypeError(`The sources have no column ${sort}.`)
  const parameters = new SqlParameters()
  const column = sqlName(sort)
  const where = after ? `WHERE ${behind(after, column, isDescending, parameters)}` : ''
  const order = `${column} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST, run, version, id`
  const statement = `SELECT ${names.map(sqlName).join(', ')} FROM ${parquetFiles([path])} ${where} ORDER BY ${order} LIMIT ${limit}`
  return settle(() => readTables(statement, parameters).catch((error: unknown) => refuseToRead([path], error)))
}
