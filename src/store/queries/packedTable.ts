import type { ReadTable } from './readTable.ts'

/** A column as it crosses to another process: numbers side by side, with the rows that have none. */
type PackedColumn =
  | { readonly kind: 'numbers'; readonly values: Float64Array; readonly unknown: Uint32Array }
  | { readonly kind: 'integers'; readonly values: BigInt64Array; readonly unknown: Uint32Array }
  | { readonly kind: 'mixed'; readonly values: readonly unknown[] }

/** A {@link ReadTable} as it crosses to another process. */
export interface PackedTable {
  readonly names: readonly string[]
  readonly columns: readonly PackedColumn[]
}

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }

function isInt64(value: unknown): value is bigint {
  return typeof value === 'bigint' && value >= int64.min && value <= int64.max
}

function unknownRows(values: readonly unknown[]): Uint32Array {
  return Uint32Array.from(values.keys().filter((row) => values[row] === null))
}

function packColumn(values: readonly unknown[]): PackedColumn {
  if (values.every((value) => value === null || typeof value === 'number')) {
    return { kind: 'numbers', values: Float64Array.from(values, (value) => value ?? 0), unknown: unknownRows(values) }
  }
  if (values.every((value) => value === null || isInt64(value))) {
    return { kind: 'integers', values: BigInt64Array.from(values, (value) => value ?? 0n), unknown: unknownRows(values) }
  }
  return { kind: 'mixed', values }
}

function unpackColumn(column: PackedColumn): readonly unknown[] {
  if (column.kind === 'mixed') return column.values
  const values: (number | bigint | null)[] = [...column.values]
  for (const row of column.unknown) values[row] = null
  return values
}

export function packTable({ names, columns }: ReadTable): PackedTable {
  return { names, columns: columns.map(packColumn) }
}

export function unpackTable({ names, columns }: PackedTable): ReadTable {
  return { names, columns: columns.map(unpackColumn) }
}
