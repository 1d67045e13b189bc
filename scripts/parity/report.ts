import type { TableOutcome } from './compare.ts'
import type { DocumentedDifference } from './documented.ts'
import { columnProblems, documentedRows } from './documented.ts'
import type { CaseOutcome } from './writeTable.ts'

export interface Counts {
  readonly passed: number
  readonly failed: number
}

/** Documented columns that the expected table does not have. */
function strayRows(documented: readonly DocumentedDifference[], run: string, { pair, columns }: TableOutcome): string[] {
  const names = new Set(columns.map(({ column }) => column))
  return documentedRows(documented, run, pair.table)
    .filter(({ column }) => !names.has(column))
    .map(({ column }) => `${column}: documented as different, but not compared`)
}

/** Says which documented rows speak of a run or a table that there is not. */
export function reportUnknown(documented: readonly DocumentedDifference[], outcomes: readonly CaseOutcome[]): Counts {
  const runs = ['both', ...outcomes.map(({ run }) => run)]
  const tables = outcomes.flatMap((outcome) => outcome.tables.map(({ pair }) => pair.table))
  const unknown = documented.filter(({ run, table }) => !runs.includes(run) || !tables.includes(table))
  for (const { table, column, run } of unknown)
    process.stdout.write(`FAILS  ${table}.${column}: documented for ${run}, which is not compared\n`)
  return { passed: 0, failed: unknown.length }
}

/** Prints a line for a table, then one for each thing that is wrong with it. Rows and columns count as one check each. */
export function reportTable(documented: readonly DocumentedDifference[], run: string, outcome: TableOutcome): Counts {
  const { pair, missing, unexpected, additional, columns } = outcome
  const troubled = columns
    .map((column) => ({ column, problems: columnProblems(documented, run, outcome, column) }))
    .filter(({ problems }) => problems.length > 0)
  const rowProblems = [...missing.map((key) => `missing row: ${key}`), ...unexpected.map((key) => `row not expected: ${key}`)]
  const stray = strayRows(documented, run, outcome)
  const failed = troubled.length + stray.length + (rowProblems.length > 0 ? 1 : 0)
  const known = columns.filter(({ differing }) => differing > 0).map(({ column }) => column)
  const verdict = failed > 0 ? 'FAILS ' : 'agrees'
  const size = `${String(pair.expected.size).padStart(3)} rows${columns.length > 0 ? `, ${columns.length} columns` : ''}`
  const onPurpose = failed === 0 && known.length > 0 ? `; differ as documented: ${known.join(', ')}` : ''
  const more = additional.length > 0 ? `; Halley's own: ${additional.join(', ')}` : ''
  const lines = [
    ...rowProblems,
    ...stray,
    ...troubled.flatMap(({ column, problems }) => problems.map((text) => `${column.column}: ${text}`)),
  ]
  process.stdout.write(
    `${verdict} ${pair.table.padEnd(20)} ${size}${onPurpose}${more}\n${lines.map((line) => `         ${line}\n`).join('')}`,
  )
  return { passed: columns.length - troubled.length + (rowProblems.length > 0 ? 0 : 1), failed }
}
