import { sqlName } from '../parquet/duckDb.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import { readTables } from '../queries/readTables.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import { sourcesTable } from '../tables/sources.ts'
import { sourcesSql, type SourceTable } from './sourceTables.ts'

/** How the values of a column are spread over the sources of some tables. */
export interface ColumnSpread {
  readonly column: string
  readonly isInteger: boolean
  readonly known: number
  /** Of the known values; null where none is known. */
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  /** Of the values above zero. */
  readonly minPositive: number | null
  readonly positive: number
}

/** Bins of a column: each of the same width in its values, or in their logarithms. */
export interface ColumnBins {
  readonly column: string
  readonly isLog: boolean
  /** Where the first begins and how wide each is: of the logarithms (base 10) where they are. */
  readonly start: number
  readonly width: number
  readonly count: number
}

const integers: ReadonlySet<string> = new Set([
  'version',
  ...sourcesTable.columns.filter(({ type }) => type.startsWith('int')).map(({ name }) => name),
])
const numbers: ReadonlySet<string> = new Set([
  'version',
  ...sourcesTable.columns.filter(({ type }) => type.startsWith('int') || type === 'float64').map(({ name }) => name),
])

function numberColumn(name: string): string {
  if (!numbers.has(name)) throw new TypeError(`The sources have no column ${name} of numbers.`)
  return `CAST(${sqlName(name)} AS DOUBLE)`
}

/** How the values of some columns are spread, in one reading. @throws TypeError for a column without numbers */
export async function columnSpreads(tables: readonly SourceTable[], columns: readonly string[]): Promise<readonly ColumnSpread[]> {
  const parameters = new SqlParameters()
  const parts = columns.map((name, index) => {
    const value = numberColumn(name)
    const above = `FILTER (WHERE ${value} > 0)`
    return `count(${value}) AS known${index}, min(${value}) AS min${index}, max(${value}) AS max${index}, avg(${value}) AS mean${index}, min(${value}) ${above} AS least${index}, count(*) ${above} AS positive${index}`
  })
  const [row = {}] = await readTables(`SELECT ${parts.join(', ')} FROM ${sourcesSql(tables, parameters)}`, parameters)
  const numberOf = (name: string) => (row[name] === null || row[name] === undefined ? null : Number(row[name]))
  return columns.map((column, index) => ({
    column,
    isInteger: integers.has(column),
    known: Number(row[`known${index}`] ?? 0),
    min: numberOf(`min${index}`),
    max: numberOf(`max${index}`),
    mean: numberOf(`mean${index}`),
    minPositive: numberOf(`least${index}`),
    positive: Number(row[`positive${index}`] ?? 0),
  }))
}

function binSql({ column, isLog, start, width, count }: ColumnBins, parameters: SqlParameters): string {
  const value = numberColumn(column)
  const place = isLog ? `log10(${value})` : value
  const bin = `CAST(floor((${place} - ${parameters.number(start)}) / ${parameters.number(width)}) AS INTEGER)`
  const within = `greatest(0, least(${Math.trunc(count) - 1}, ${bin}))`
  return isLog ? `CASE WHEN ${value} > 0 THEN ${within} ELSE 0 END` : within
}

/**
 * How many sources that a condition is true of lie in each bin of some columns; values beside the bins count in the
 * nearest, unknown ones in none.
 */
export async function countInBins(
  tables: readonly SourceTable[],
  condition: SourceCondition,
  bins: readonly ColumnBins[],
): Promise<readonly (readonly number[])[]> {
  const counts = bins.map(({ count }) => Array.from({ length: count }, () => 0))
  if (bins.length === 0 || tables.length === 0) return counts
  const parameters = new SqlParameters()
  const selects = bins.map((one, index) => {
    const from = `${sourcesSql(tables, parameters)} WHERE ${conditionSql(condition, parameters)} AND ${numberColumn(one.column)} IS NOT NULL`
    return `SELECT ${index} AS place, ${binSql(one, parameters)} AS bin, count(*) AS count FROM ${from} GROUP BY ALL`
  })
  for (const { place, bin, count } of await readTables(selects.join(' UNION ALL '), parameters)) {
    if (bin !== null) counts[Number(place)][Number(bin)] += Number(count)
  }
  return counts
}
