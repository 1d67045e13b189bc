import type { TableOutcome } from './compare.ts'
import type { DocumentedDifference } from './documented.ts'
import { writtenValues } from './documented.ts'

export interface CaseOutcome {
  readonly run: string
  readonly tables: readonly TableOutcome[]
}

type Difference = Omit<DocumentedDifference, 'why'>

function differencesOf({ run, tables }: CaseOutcome): Difference[] {
  return tables.flatMap(({ pair, columns }) =>
    columns.flatMap(({ column, compared, differing, example }) => {
      if (!example) return []
      const values = writtenValues(example.expected, example.found)
      return [{ table: pair.table, column, run, rows: `${differing} of ${compared}`, where: example.key, ...values }]
    }),
  )
}

function sameButRun(a: Difference, b: Difference): boolean {
  return JSON.stringify({ ...a, run: '' }) === JSON.stringify({ ...b, run: '' })
}

/** Those of all runs, table by table and column by column; what all runs share stands once, as `both`. */
function mergedDifferences(outcomes: readonly CaseOutcome[]): Difference[] {
  const all = outcomes.flatMap(differencesOf)
  const merged = all.flatMap((difference, index) => {
    const same = all.filter((other) => sameButRun(other, difference))
    if (same.length < outcomes.length) return [difference]
    return all.findIndex((other) => sameButRun(other, difference)) === index ? [{ ...difference, run: 'both' }] : []
  })
  const place = ({ table, column }: Difference) => merged.findIndex((other) => other.table === table && other.column === column)
  const tables = [...new Set(merged.map(({ table }) => table))]
  return merged.toSorted((a, b) => tables.indexOf(a.table) - tables.indexOf(b.table) || place(a) - place(b))
}

/** The rows of the table "Columns that differ" as they should be, with the reasons that the documentation has now. */
export function tableOfDifferences(outcomes: readonly CaseOutcome[], documented: readonly DocumentedDifference[]): string {
  const lines = mergedDifferences(outcomes).map((difference) => {
    const { table, column, run, rows, where, vast, halley } = difference
    const known = documented.filter((row) => row.table === table && row.column === column)
    const why = (known.find((row) => row.run === run) ?? known[0])?.why ?? ''
    return `| \`${table}.${column}\` | ${run} | ${rows} | ${where} | ${vast} | ${halley} | ${why} |\n`
  })
  return lines.join('')
}
