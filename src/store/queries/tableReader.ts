import type { SinkData } from '../parquet/columnSink.ts'
import type { ColumnSpec } from '../tables/column.ts'
import type { SqlValue } from './sqlParameters.ts'

/** A statement over Parquet files, with its values beside. */
export interface TableQuery {
  readonly statement: string
  readonly values: readonly SqlValue[]
}

/** The values of a row by the names of its columns: numbers as they are, 64-bit integers as bigint, times as `Date`, texts, null. */
export type TableRow = Readonly<Record<string, unknown>>

/** Some rows of a statement by its columns, in their order. */
export interface Block {
  readonly columns: readonly SinkData[]
  readonly rowCount: number
}

/** Where statements over the tables of results are run. */
export interface TableReader {
  /** @param signal when it aborts, nobody waits for the rows any more: `interrupted.gone` */
  rows(query: TableQuery, signal?: AbortSignal): Promise<TableRow[]>
  /**
   * The rows of a statement in blocks, for very many of them.
   *
   * @param columns what the statement gives, each by its `readExpression`
   * @param visit returns false to have no more
   */
  visit(query: TableQuery, columns: readonly ColumnSpec[], visit: (block: Block) => boolean, signal?: AbortSignal): Promise<void>
  /** Ends it. Nothing is asked of it afterwards. */
  close(): Promise<void>
}
