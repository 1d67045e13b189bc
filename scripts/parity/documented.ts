import { readFileSync } from 'node:fs'
import type { ColumnOutcome, TableOutcome } from './compare.ts'
import type { Cell } from './table.ts'

/** A row of the table "Columns that differ" in `docs/science.md`. */
export interface DocumentedDifference {
  readonly table: string
  readonly column: string
  /** Name of a case, or `both`. */
  readonly run: string
  /** How many rows differ, such as `17 of 20`. */
  readonly rows: string
  /** The row with the largest difference, as the check names it. */
  readonly where: string
  readonly vast: string
  readonly halley: string
  readonly why: string
}

const FEWEST_DIGITS = 8
const USUAL_DIGITS = 9
const MOST_DIGITS = 17

/** Reads the rows that begin with a `table.column` in back quotes. */
export function readDocumented(path: string): DocumentedDifference[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [first = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    const [, table, column] = /^`(\w+)\.(\w+)`$/.exec(first) ?? []
    if (table === undefined || column === undefined || cells.length !== 6) return []
    const [run = '', rows = '', where = '', vast = '', halley = '', why = ''] = cells
    return [{ table, column, run, rows, where, vast, halley, why }]
  })
}

/** Two values as the documentation writes them: with 9 digits, or with as many as show two of their difference. */
export function writtenValues(expected: Cell, found: Cell): { vast: string; halley: string } {
  const isPair = typeof expected === 'number' && typeof found === 'number'
  const digitsAlike = isPair ? Math.ceil(Math.log10(Math.abs(expected / (expected - found)))) : 0
  const digits = Math.min(MOST_DIGITS, Math.max(USUAL_DIGITS, digitsAlike + 2))
  const write = (cell: Cell) => (typeof cell !== 'number' || Number.isInteger(cell) ? String(cell) : cell.toPrecision(digits))
  return { vast: write(expected), halley: write(found) }
}

function significantDigits(text: string): number {
  return text.replace(/e.*$/i, '').replace(/[-.]/g, '').replace(/^0+/, '').length
}

/** Whether a documented value is the actual one, to the digits that are written, at least 8. */
function saysValue(text: string, actual: Cell | undefined): boolean {
  if (actual === undefined) return false
  if (typeof actual !== 'number' || String(actual) === text) return String(actual) === text
  const digits = significantDigits(text)
  return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && Number(actual.toPrecision(digits)) === Number(text)
}

function problemsOfRow(row: DocumentedDifference, { pair }: TableOutcome, { column, differing, compared }: ColumnOutcome): string[] {
  const problems: string[] = []
  const rows = `${differing} of ${compared}`
  const [expected, found] = [pair.expected.get(row.where)?.[column], pair.found.get(row.where)?.[column]]
  if (row.rows !== rows) problems.push(`expected ${row.rows} rows to differ, found ${rows}`)
  if (!saysValue(row.vast, expected)) problems.push(`expected VAST's value ${row.vast} at ${row.where}, found ${expected}`)
  if (!saysValue(row.halley, found)) problems.push(`expected Halley's value ${row.halley} at ${row.where}, found ${found}`)
  if (row.why === '') problems.push('expected a reason, found none')
  return problems
}

/** What is wrong with one column: a difference that is not documented as it is, or a documented one that is not there. */
export function columnProblems(
  documented: readonly DocumentedDifference[],
  run: string,
  table: TableOutcome,
  column: ColumnOutcome,
): string[] {
  const rows = documentedRows(documented, run, table.pair.table).filter((row) => row.column === column.column)
  if (column.differing === 0) return rows.map(() => 'documented as different, but no row differs')
  if (rows.length > 1) return ['documented more than once']
  const { key, expected, found } = column.example ?? { key: '', expected: null, found: null }
  if (!rows[0]) return [`${column.differing} of ${column.compared} rows differ, most at ${key}: expected ${expected}, found ${found}`]
  return problemsOfRow(rows[0], table, column)
}

/** The documented rows of one table that speak of a run. */
export function documentedRows(documented: readonly DocumentedDifference[], run: string, table: string): DocumentedDifference[] {
  return documented.filter((row) => row.table === table && (row.run === run || row.run === 'both'))
}
