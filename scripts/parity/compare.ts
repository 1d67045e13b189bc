import type { KnownDifference } from './knownDifferences.ts'
import type { Cell, Row } from './table.ts'

export const RELATIVE_TOLERANCE = 1e-6
export const ABSOLUTE_TOLERANCE = 1e-9

/** One table of both sides, each row under a key that does not depend on ids. */
export interface TablePair {
  readonly table: string
  readonly expected: ReadonlyMap<string, Row>
  readonly found: ReadonlyMap<string, Row>
  /** Columns that hold ids or paths of one installation: they are compared through the keys. */
  readonly skip: readonly string[]
}

export interface ColumnOutcome {
  readonly table: string
  readonly column: string
  readonly compared: number
  readonly differing: number
  readonly known: boolean
  /** The row with the largest difference, with both values. */
  readonly example: { readonly key: string; readonly expected: Cell; readonly found: Cell } | null
}

export interface TableOutcome {
  readonly table: string
  readonly missing: readonly string[]
  readonly unexpected: readonly string[]
  readonly columns: readonly ColumnOutcome[]
}

function asTime(cell: Cell): number | null {
  if (typeof cell !== 'string' || !/^\d{4}-\d{2}-\d{2}[ T]\d{2}:/.test(cell)) return null
  return Date.parse(cell.replace(' ', 'T').replace(/(\.\d{3})\d*/, '$1').replace(/\+00:00$/, 'Z'))
}

/** 0 where the cells agree within the tolerance, else how far apart they are (infinite for different kinds). */
function distance(expected: Cell, found: Cell): number {
  if (expected === found) return 0
  if (typeof expected === 'number' && typeof found === 'number') {
    const difference = Math.abs(expected - found)
    return difference <= Math.max(ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE * Math.abs(expected)) ? 0 : difference / (Math.abs(expected) || 1)
  }
  const [a, b] = [asTime(expected), asTime(found)]
  return a !== null && a === b ? 0 : Infinity
}

function compareColumn(pair: TablePair, column: string, known: readonly KnownDifference[]): ColumnOutcome {
  let [compared, differing, worst] = [0, 0, 0]
  let example: ColumnOutcome['example'] = null
  for (const [key, row] of pair.expected) {
    const other = pair.found.get(key)
    if (!other) continue
    compared++
    const [expected, found] = [row[column] ?? null, other[column] ?? null]
    const apart = distance(expected, found)
    if (apart > 0) differing++
    if (apart > worst) {
      worst = apart
      example = { key, expected, found }
    }
  }
  const isKnown = known.some((difference) => difference.table === pair.table && difference.column === column)
  return { table: pair.table, column, compared, differing, known: isKnown, example }
}

/** Compares all rows and all columns of the expected table. */
export function comparePair(pair: TablePair, known: readonly KnownDifference[]): TableOutcome {
  const names = Object.keys([...pair.expected.values()][0] ?? {}).filter((name) => !pair.skip.includes(name))
  return {
    table: pair.table,
    missing: [...pair.expected.keys()].filter((key) => !pair.found.has(key)),
    unexpected: [...pair.found.keys()].filter((key) => !pair.expected.has(key)),
    columns: names.map((column) => compareColumn(pair, column, known)),
  }
}
