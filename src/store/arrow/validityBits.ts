import duckdb from '@duckdb/node-bindings'
import { Data, type DataType } from 'apache-arrow'
import type { RowSpan } from '../parquet/columnEncoder.ts'

/** Which rows of a record batch have a value: a bit a row, in the form that DuckDB and Arrow share. */
export class ValidityBits {
  private readonly bits: Uint8Array
  private nullCount = 0

  /** @param capacity rows of a batch, a multiple of 8 */
  constructor(capacity: number) {
    this.bits = new Uint8Array(capacity / 8).fill(0xff)
  }

  /** @param onNull called with each row that has no value: what DuckDB leaves there differs from time to time */
  append(vector: duckdb.Vector, { from, to, count }: RowSpan, onNull: (row: number) => void = () => {}): void {
    // A vector without null has no validity.
    const source: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil((from + count) / 64) * 8)
    if (source === null) return
    for (let row = 0; row < count; row++) {
      if (((source[(from + row) >> 3] >> ((from + row) & 7)) & 1) === 1) continue
      this.bits[(to + row) >> 3] &= ~(1 << ((to + row) & 7))
      this.nullCount++
      onNull(to + row)
    }
  }

  /** Whether a row that was appended has no value. */
  isNull(row: number): boolean {
    return this.nullCount > 0 && ((this.bits[row >> 3] >> (row & 7)) & 1) === 0
  }

  /** The column of a batch of `rows`, to be written before the next `append`; then all rows have a value again. */
  data(type: DataType, rows: number, values: ArrayBufferView, offsets?: Int32Array): Data {
    const { nullCount } = this
    if (nullCount === 0) return new Data(type, 0, rows, 0, [offsets, values])
    const bitmap = this.bits.slice(0, Math.ceil(rows / 8))
    this.bits.fill(0xff)
    this.nullCount = 0
    return new Data(type, 0, rows, nullCount, [offsets, values, bitmap])
  }
}
