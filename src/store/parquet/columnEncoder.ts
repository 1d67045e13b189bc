import type Library from '@duckdb/node-bindings'
import type { ColumnData, ColumnSpec, ColumnType, DictionaryColumn } from '../tables/column.ts'
import { duckdb } from './duckDbLibrary.ts'
import { writeInt64Words } from './int64Words.ts'

/** Rows of one vector of DuckDB, as it is built by everybody. */
export const vectorSize = 2048

/** Rows `[from, from + count)` of a chunk that go to the rows from `to` on of a vector, in the order of `to`. */
export interface RowSpan {
  readonly from: number
  readonly to: number
  readonly count: number
}

export interface ColumnEncoder {
  readonly logicalType: Library.LogicalType
  write(vector: Library.Vector, data: ColumnData, span: RowSpan): void
}

/**
 * @param sample the column's first chunk: it decides whether text is written from a dictionary, and from which one
 * @throws TypeError where the data have another form than the column's type
 */
export function columnEncoder(column: ColumnSpec, sample: ColumnData): ColumnEncoder {
  return encoders[column.type](column, sample)
}

const encoders: Readonly<Record<ColumnType, (column: ColumnSpec, sample: ColumnData) => ColumnEncoder>> = {
  int64: int64Encoder,
  timestamp: timestampEncoder,
  string: (column, sample) => (isDictionary(sample) ? dictionaryEncoder(column, sample) : textEncoder(column)),
  boolean: booleanEncoder,
  float64: (column) => numberEncoder(column, new Float64Array(vectorSize), duckdb.Type.DOUBLE),
  float32: (column) => numberEncoder(column, new Float32Array(vectorSize), duckdb.Type.FLOAT),
  int32: (column) => numberEncoder(column, new Int32Array(vectorSize), duckdb.Type.INTEGER),
  int16: (column) => numberEncoder(column, new Int16Array(vectorSize), duckdb.Type.SMALLINT),
}

export function rowCountOf(data: ColumnData): number {
  return isDictionary(data) ? data.codes.length : data.length
}

function isDictionary(data: ColumnData): data is DictionaryColumn {
  return 'codes' in data
}

function wrongForm(column: ColumnSpec, expected: string): TypeError {
  return new TypeError(`Column ${column.name} of type ${column.type} takes ${expected}.`)
}

type NumberArray = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Int16Array<ArrayBuffer>

function isNumbers(data: ColumnData): data is Float64Array | Float32Array | Int32Array | Int16Array {
  return ArrayBuffer.isView(data) && !(data instanceof BigInt64Array)
}

/** A plain number column: the source's rows go through `scratch`, since they may lie in shared memory, which DuckDB does not take. */
function numberEncoder(column: ColumnSpec, scratch: NumberArray, type: Library.Type): ColumnEncoder {
  const nulls = new NullMask()
  const expected = scratch.constructor
  return {
    logicalType: duckdb.create_logical_type(type),
    write(vector, data, span) {
      if (data.constructor !== expected || !isNumbers(data)) throw wrongForm(column, expected.name)
      scratch.set(data.subarray(span.from, span.from + span.count))
      copyRows(vector, scratch, span)
      if (column.nullable) nulls.write(vector, scratch, span)
    },
  }
}

function booleanEncoder(column: ColumnSpec): ColumnEncoder {
  const scratch = new Uint8Array(vectorSize)
  const nulls = new NullMask()
  return {
    logicalType: duckdb.create_logical_type(duckdb.Type.BOOLEAN),
    write(vector, data, span) {
      if (!(data instanceof Uint8Array)) throw wrongForm(column, 'Uint8Array')
      nulls.begin(span)
      for (let row = 0; row < span.count; row++) {
        const value = data[span.from + row]
        if (value === 255 && column.nullable) nulls.add(span.to + row)
        else if (value > 1)
          throw wrongForm(
            column,
            `0 and 1${column.nullable ? ', and 255 for unknown' : ''}: row ${span.from + row} of the chunk is ${value}`,
          )
        scratch[row] = value === 1 ? 1 : 0
      }
      copyRows(vector, scratch, span)
      nulls.flush(vector)
    },
  }
}

function int64Encoder(column: ColumnSpec): ColumnEncoder {
  const scratch = new BigInt64Array(vectorSize)
  const words = new Uint32Array(scratch.buffer)
  const nulls = new NullMask()
  return {
    logicalType: duckdb.create_logical_type(duckdb.Type.BIGINT),
    write(vector, data, span) {
      nulls.begin(span)
      if (data instanceof BigInt64Array) {
        scratch.set(data.subarray(span.from, span.from + span.count))
      } else if (data instanceof Float64Array) {
        checkIntegers(column, data, span, nulls)
        writeInt64Words(data, span.from, span.count, 1, words)
      } else {
        throw wrongForm(column, 'Float64Array or BigInt64Array')
      }
      copyRows(vector, scratch, span)
      nulls.flush(vector)
    },
  }
}

function timestampEncoder(column: ColumnSpec): ColumnEncoder {
  const scratch = new BigInt64Array(vectorSize)
  const words = new Uint32Array(scratch.buffer)
  const nulls = new NullMask()
  return {
    logicalType: duckdb.create_logical_type(duckdb.Type.TIMESTAMP_TZ),
    write(vector, data, span) {
      if (!(data instanceof Float64Array)) throw wrongForm(column, 'Float64Array of milliseconds')
      nulls.begin(span)
      for (let row = 0; row < span.count; row++) {
        const value = data[span.from + row]
        if (Number.isFinite(value)) continue
        if (!Number.isNaN(value) || !column.nullable) throw wrongForm(column, `times: row ${span.from + row} of the chunk is ${value}`)
        nulls.add(span.to + row)
      }
      writeInt64Words(data, span.from, span.count, 1000, words)
      copyRows(vector, scratch, span)
      nulls.flush(vector)
    },
  }
}

/** A fraction, or a NaN that is not allowed, would otherwise become some other id. */
function checkIntegers(column: ColumnSpec, data: Float64Array, span: RowSpan, nulls: NullMask): void {
  for (let row = 0; row < span.count; row++) {
    const value = data[span.from + row]
    if (Number.isSafeInteger(value)) continue
    if (!Number.isNaN(value) || !column.nullable)
      throw wrongForm(column, `integers below 2^53: row ${span.from + row} of the chunk is ${value}`)
    nulls.add(span.to + row)
  }
}

function textEncoder(column: ColumnSpec): ColumnEncoder {
  const nulls = new NullMask()
  return {
    logicalType: duckdb.create_logical_type(duckdb.Type.VARCHAR),
    write(vector, data, span) {
      if (!Array.isArray(data)) throw wrongForm(column, 'an array of texts in every chunk')
      nulls.begin(span)
      for (let row = 0; row < span.count; row++) {
        const text: unknown = data[span.from + row]
        if (typeof text === 'string') duckdb.vector_assign_string_element(vector, span.to + row, text)
        else if (text === null && column.nullable) nulls.add(span.to + row)
        else throw wrongForm(column, `texts${column.nullable ? ' and null' : ''}: row ${span.from + row} of the chunk is ${String(text)}`)
      }
      nulls.flush(vector)
    },
  }
}

/** An enumeration of DuckDB: only codes cross over, and the file gets a dictionary of texts like any other text column. */
function dictionaryEncoder(column: ColumnSpec, sample: DictionaryColumn): ColumnEncoder {
  const { values } = sample
  const distinct = [...new Set(values.length === 0 ? [''] : values)]
  const position = new Map(distinct.map((text, index) => [text, index]))
  const codeOf = Int32Array.from(values, (text) => position.get(text) ?? 0)
  const logicalType = duckdb.create_enum_type(distinct)
  const scratch = codeArray(duckdb.enum_internal_type(logicalType))
  const nulls = new NullMask()
  return {
    logicalType,
    write(vector, data, span) {
      if (!isDictionary(data) || data.values !== values) throw wrongForm(column, 'one dictionary for all chunks')
      nulls.begin(span)
      for (let row = 0; row < span.count; row++) {
        const code = data.codes[span.from + row]
        if (code === -1 && column.nullable) nulls.add(span.to + row)
        else if (code < 0 || code >= codeOf.length)
          throw wrongForm(column, `codes below ${codeOf.length}: row ${span.from + row} of the chunk is ${code}`)
        scratch[row] = code < 0 ? 0 : codeOf[code]
      }
      copyRows(vector, scratch, span)
      nulls.flush(vector)
    },
  }
}

function codeArray(type: Library.Type): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  if (type === duckdb.Type.UTINYINT) return new Uint8Array(vectorSize)
  if (type === duckdb.Type.USMALLINT) return new Uint16Array(vectorSize)
  return new Uint32Array(vectorSize)
}

interface Scratch {
  readonly buffer: ArrayBuffer
  readonly BYTES_PER_ELEMENT: number
}

function copyRows(vector: Library.Vector, scratch: Scratch, span: RowSpan): void {
  const width = scratch.BYTES_PER_ELEMENT
  duckdb.copy_data_to_vector(vector, span.to * width, scratch.buffer, 0, span.count * width)
}

/** The validity of one vector: a bit a row, 1 for a value. DuckDB starts each vector without one, which means all valid. */
class NullMask {
  private readonly bits = new Uint8Array(vectorSize / 8)
  private any = false

  /** Forgets the vector before, unless the span goes on with the same one. */
  begin(span: RowSpan): void {
    if (span.to === 0) this.any = false
  }

  add(row: number): void {
    if (!this.any) this.bits.fill(0xff)
    this.any = true
    this.bits[row >> 3] &= ~(1 << (row & 7))
  }

  flush(vector: Library.Vector): void {
    if (!this.any) return
    duckdb.vector_ensure_validity_writable(vector)
    duckdb.copy_data_to_vector_validity(vector, 0, this.bits.buffer, 0, this.bits.byteLength)
  }

  /** NaN is unknown, in the values of the span. */
  write(vector: Library.Vector, values: ArrayLike<number>, span: RowSpan): void {
    this.begin(span)
    for (let row = 0; row < span.count; row++) {
      if (Number.isNaN(values[row])) this.add(span.to + row)
    }
    this.flush(vector)
  }
}
