import type { Cell, Row } from './table.ts'

const RELATIVE_TOLERANCE = 1e-6
const ABSOLUTE_TOLERANCE = 1e-9

/** Columns whose zero is arbitrary, so that a relative tolerance says nothing: positions in deg and dates in days. */
const absoluteColumns: ReadonlySet<string> = new Set(['ra', 'dec', 'wavg_ra', 'wavg_dec', 'centre_ra', 'centre_dec', 'jd'])

/** One table of both sides, each row under a key that does not depend on ids. */
export interface TablePair {
  readonly table: string
  readonly expected: ReadonlyMap<string, Row>
  readonly found: ReadonlyMap<string, Row>
  /** Columns that hold ids or paths of one installation: they are compared through the keys. */
  readonly skip: readonly string[]
}

/** A row in which a column differs, with both values. */
export interface Example {
  readonly key: string
  readonly expected: Cell
  readonly found: Cell
}

export interface ColumnOutcome {
  readonly column: string
  readonly compared: number
  readonly differing: number
  /** The row with the largest difference; null where none differs. */
  readonly example: Example | null
}

export interface TableOutcome {
  readonly pair: TablePair
  /** Keys that only one side has. */
  readonly missing: readonly string[]
  readonly unexpected: readonly string[]
  /** Columns of Halley's table that VAST's does not have. */
  readonly additional: readonly string[]
  readonly columns: readonly ColumnOutcome[]
}

function asTime(cell: Cell): number | null {
  if (typeof cell !== 'string' || !/^\d{4}-\d{2}-\d{2}[ T]\d{2}:/.test(cell)) return null
  return Date.parse(
    cell
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d*/, '$1')
      .replace(/\+00:00$/, 'Z'),
  )
}

function numberDistance(column: string, expected: number, found: number): number {
  const difference = Math.abs(expected - found)
  const relative = absoluteColumns.has(column) ? 0 : RELATIVE_TOLERANCE * Math.abs(expected)
  return difference <= Math.max(ABSOLUTE_TOLERANCE, relative) ? 0 : difference / (Math.abs(expected) || 1)
}

/** 0 where the cells agree within the tolerance, else how far apart they are (infinite for different kinds). */
function distance(column: string, expected: Cell, found: Cell): number {
  if (expected === found) return 0
  if (typeof expected === 'number' && typeof found === 'number') return numberDistance(column, expected, found)
  if (expected === null || found === null) return Infinity
  const [a, b] = [asTime(expected), asTime(found)]
  return String(expected) === String(found) || (a !== null && a === b) ? 0 : Infinity
}

function compareColumn(pair: TablePair, column: string): ColumnOutcome {
  let [compared, differing, worst] = [0, 0, 0]
  let example: Example | null = null
  for (const [key, row] of pair.expected) {
    const other = pair.found.get(key)
    if (!other) continue
    compared++
    const [expected, found] = [row[column] ?? null, other[column] === undefined ? 'no such column' : other[column]]
    const apart = distance(column, expected, found)
    if (apart > 0) differing++
    if (apart > worst) {
      worst = apart
      example = { key, expected, found }
    }
  }
  return { column, compared, differing, example }
}

function columnsOf(rows: ReadonlyMap<string, Row>): string[] {
  return Object.keys([...rows.values()][0] ?? {})
}

/** Compares all rows and all columns of the expected table. */
export function comparePair(pair: TablePair): TableOutcome {
  const names = columnsOf(pair.expected)
  return {
    pair,
    missing: [...pair.expected.keys()].filter((key) => !pair.found.has(key)),
    unexpected: [...pair.found.keys()].filter((key) => !pair.expected.has(key)),
    additional: columnsOf(pair.found).filter((name) => !names.includes(name)),
    columns: names.filter((name) => !pair.skip.includes(name)).map((column) => compareColumn(pair, column)),
  }
}
