export type ColumnType = 'int64' | 'int32' | 'int16' | 'float64' | 'float32' | 'boolean' | 'string' | 'timestamp'

/** One column of an output table as its file describes it. */
export interface ColumnSpec {
  readonly name: string
  readonly type: ColumnType
  /** In the VOUnits form: `deg`, `arcsec`, `mJy/beam`. */
  readonly unit?: string
  /** Unified Content Descriptor, UCD1+. */
  readonly ucd?: string
  readonly description: string
  /** True where unknown values occur: NaN, 255 of a boolean, null of a string and code -1 of a dictionary become NULL. */
  readonly nullable?: boolean
}

export interface TableSpec {
  readonly name: string
  readonly description: string
  /** The column that pandas takes as the index. */
  readonly index?: string
  readonly columns: readonly ColumnSpec[]
}

/** Text that repeats: row i holds `values[codes[i]]`, or nothing where the code is -1. All chunks of one table share `values`. */
export interface DictionaryColumn {
  readonly codes: Int32Array
  readonly values: readonly string[]
}

interface DataOfType {
  /** Integers below 2^53 as doubles, NaN for unknown in a nullable column. */
  readonly int64: Float64Array | BigInt64Array
  readonly int32: Int32Array
  readonly int16: Int16Array
  readonly float64: Float64Array
  readonly float32: Float32Array
  /** 0, 1, or 255 for unknown in a nullable column. */
  readonly boolean: Uint8Array
  readonly string: readonly (string | null)[] | DictionaryColumn
  /** Milliseconds since 1970-01-01 UTC, stored to the microsecond; NaN for unknown in a nullable column. Exact for the years 1685 to 2255. */
  readonly timestamp: Float64Array
}

/** What a column of any type may be written from. */
export type ColumnData = DataOfType[ColumnType]

/** All columns of a table, each in the form that its type is written from: a missing one does not compile. */
export type ColumnsOf<S extends TableSpec> = {
  readonly [C in S['columns'][number] as C['name']]: DataOfType[C['type']]
}

export type ColumnName<S extends TableSpec> = S['columns'][number]['name']

interface DataRead {
  readonly int64: Float64Array
  readonly int32: Int32Array
  readonly int16: Int16Array
  readonly float64: Float64Array
  readonly float32: Float32Array
  readonly boolean: Uint8Array
  readonly string: readonly (string | null)[]
  readonly timestamp: Float64Array
}

/** The columns `N` of a table in the form in which they are read back: unknown is NaN, 255 or null. */
export type ColumnsRead<S extends TableSpec, N extends ColumnName<S>> = {
  readonly [C in Extract<S['columns'][number], { readonly name: N }> as C['name']]: DataRead[C['type']]
}
