import { readFileSync } from 'node:fs'

/** A column that differs from the VAST Pipeline on purpose, as documented. */
export interface KnownDifference {
  readonly table: string
  readonly column: string
}

/**
 * The columns that `docs/science.md` lists: the rows of the table whose header begins with `| Column`,
 * each naming `table.column` in back quotes.
 */
export function readKnownDifferences(path: string): KnownDifference[] {
  const rows = readFileSync(path, 'utf8').matchAll(/^\| `(\w+)\.(\w+)`/gm)
  return [...rows].map(([, table = '', column = '']) => ({ table, column }))
}
