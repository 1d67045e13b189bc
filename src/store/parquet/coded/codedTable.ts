import type { ColumnSpec, TableSpec } from '../../tables/column.ts'

/** Runs of rows that have one value: run i is `rows[i]` rows of the value `codes[i]`. */
export interface CodeRuns {
  readonly codes: Int32Array
  readonly rows: Int32Array
}

/** Which of the values each row has: a code a row, or runs of rows. Columns that share the object are encoded once. */
export type RowCodes = Int32Array | CodeRuns

/** Row i has the value `values[code of row i]`. Values may repeat, and some may be in no row. */
export interface CodedColumn<V> {
  readonly values: V
  readonly codes: RowCodes
}

interface RowGroupData {
  /** Integers below 2^53 as doubles. */
  readonly int64: CodedColumn<Float64Array>
  readonly int32: CodedColumn<Int32Array>
  readonly float64: CodedColumn<Float64Array>
  /** Or one number a row, where they seldom repeat. */
  readonly float32: CodedColumn<Float32Array> | Float32Array
  readonly string: CodedColumn<readonly string[]>
}

/** What the columns of a row group may be. */
export type RowGroupColumn = RowGroupData[keyof RowGroupData]

/** A column that a row group can hold: nothing in it is unknown. */
export interface CodedColumnSpec extends ColumnSpec {
  readonly type: keyof RowGroupData
  readonly nullable?: false
}

export interface CodedTableSpec extends TableSpec {
  readonly columns: readonly CodedColumnSpec[]
}

/** All columns of some rows of a table, by codes that are known. */
export type RowGroupOf<S extends CodedTableSpec> = {
  readonly [C in S['columns'][number] as C['name']]: RowGroupData[C['type']]
}
