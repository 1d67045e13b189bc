import type { TableRow } from './tableReader.ts'

/** What a statement gave, by columns. */
export interface ReadTable {
  readonly names: readonly string[]
  readonly columns: readonly (readonly unknown[])[]
}

/** The rows of a table as objects. */
export function rowsOf({ names, columns }: ReadTable): TableRow[] {
  const rowCount = columns[0]?.length ?? 0
  return Array.from({ length: rowCount }, (_, row) => {
    const values: Record<string, unknown> = {}
    for (let index = 0; index < names.length; index++) values[names[index]] = columns[index][row]
    return values
  })
}
