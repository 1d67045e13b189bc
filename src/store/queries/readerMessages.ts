import type { ColumnSpec } from '../tables/column.ts'
import type { PackedTable } from './packedTable.ts'
import type { Block, TableQuery } from './tableReader.ts'

/** A query, asked of the process that reads tables. */
export type ReaderQuestion =
  | { readonly kind: 'read'; readonly id: number; readonly query: TableQuery }
  | { readonly kind: 'visit'; readonly id: number; readonly query: TableQuery; readonly columns: readonly ColumnSpec[] }

/** What is said to it. */
export type ReaderRequest =
  | ReaderQuestion
  /** A block has been taken: another one may come. */
  | { readonly kind: 'more'; readonly id: number }
  /** Nobody wants the rest. */
  | { readonly kind: 'stop'; readonly id: number }

/** What it answers. */
export type ReaderAnswer =
  | { readonly kind: 'table'; readonly id: number; readonly table: PackedTable }
  | ({ readonly kind: 'block'; readonly id: number } & Block)
  | { readonly kind: 'done'; readonly id: number }
  /** @property isBug false for what DuckDB says of files and statements */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly isBug: boolean }
