import type Library from '@duckdb/node-bindings'
import type { ColumnData, TableSpec } from '../tables/column.ts'
import { columnEncoder, rowCountOf, vectorSize, type ColumnEncoder, type RowSpan } from './columnEncoder.ts'
import { duckdb } from './duckDbLibrary.ts'

/** The columns of some rows, by name, in the form of the table's types. */
export type ColumnChunk = Readonly<Record<string, ColumnData>>

/** Rows that flow into DuckDB through the table function `halley_rows(key)`. */
export class RowSource {
  readonly spec: TableSpec
  readonly encoders: readonly ColumnEncoder[]
  rowCount = 0
  /** What the chunks' generator threw: DuckDB itself only keeps a text. */
  error: unknown
  private readonly chunks: Iterator<ColumnChunk>
  private current: ColumnChunk | undefined
  private currentRows = 0
  private position = 0

  constructor(spec: TableSpec, chunks: Iterator<ColumnChunk>, first: ColumnChunk) {
    this.spec = spec
    this.chunks = chunks
    this.encoders = spec.columns.map((column) => columnEncoder(column, first[column.name]))
    this.begin(first)
  }

  /**
   * Fills one chunk of DuckDB in the order of the rows; an empty one ends the table. Each is filled up from as many of
   * our chunks as it takes, so that the file does not depend on how the rows came.
   */
  fill(output: Library.DataChunk): void {
    let filled = 0
    while (filled < vectorSize && this.current !== undefined) {
      const count = Math.min(vectorSize - filled, this.currentRows - this.position)
      if (count > 0) this.write(output, this.current, { from: this.position, to: filled, count })
      this.position += count
      filled += count
      if (this.position === this.currentRows) this.advance()
    }
    duckdb.data_chunk_set_size(output, filled)
    this.rowCount += filled
  }

  private write(output: Library.DataChunk, chunk: ColumnChunk, span: RowSpan): void {
    for (let index = 0; index < this.encoders.length; index++) {
      this.encoders[index].write(duckdb.data_chunk_get_vector(output, index), chunk[this.spec.columns[index].name], span)
    }
  }

  private advance(): void {
    const next = this.chunks.next()
    if (next.done) this.current = undefined
    else this.begin(next.value)
  }

  private begin(chunk: ColumnChunk): void {
    const { name, columns } = this.spec
    this.current = chunk
    this.currentRows = rowCountOf(chunk[columns[0].name])
    this.position = 0
    for (const column of columns) {
      const rows = rowCountOf(chunk[column.name])
      if (rows !== this.currentRows) {
        throw new TypeError(`Column ${column.name} of ${name} has ${rows} rows, ${columns[0].name} has ${this.currentRows}.`)
      }
    }
  }
}
