import duckdb from '@duckdb/node-bindings'
import { Bool, Float32, Float64, Int16, Int32, Int64, TimestampNanosecond, type DataType } from 'apache-arrow'
import { sqlName } from '../parquet/duckDb.ts'
import type { ColumnSpec, ColumnType } from '../tables/column.ts'
import { fieldOf, type ArrowColumn } from './arrowField.ts'
import { codedTextColumn, textColumn } from './textColumn.ts'
import { ValidityBits } from './validityBits.ts'

/** A column of an Arrow file. Text that repeats may name all its values, which makes it many times faster. */
export interface ArrowColumnSpec extends ColumnSpec {
  readonly values?: readonly string[]
}

/** @param capacity the largest number of rows of a batch, a multiple of 64 */
export function arrowColumn(spec: ArrowColumnSpec, capacity: number): ArrowColumn {
  return columns[spec.type](spec, capacity)
}

const columns: Readonly<Record<ColumnType, (spec: ArrowColumnSpec, capacity: number) => ArrowColumn>> = {
  int64: (spec, capacity) => numberColumn(spec, new Int64(), new BigInt64Array(capacity), 'BIGINT'),
  int32: (spec, capacity) => numberColumn(spec, new Int32(), new Int32Array(capacity), 'INTEGER'),
  int16: (spec, capacity) => numberColumn(spec, new Int16(), new Int16Array(capacity), 'SMALLINT'),
  float64: (spec, capacity) => numberColumn(spec, new Float64(), new Float64Array(capacity), 'DOUBLE'),
  float32: (spec, capacity) => numberColumn(spec, new Float32(), new Float32Array(capacity), 'FLOAT'),
  timestamp: timestampColumn,
  boolean: booleanColumn,
  string: (spec, capacity) => (spec.values ? codedTextColumn(spec, spec.values, capacity) : textColumn(spec, capacity)),
}

type FixedWidth = Float64Array | Float32Array | BigInt64Array | Int32Array | Int16Array

function numberColumn(spec: ColumnSpec, type: DataType, values: FixedWidth, sqlType: string): ArrowColumn {
  const bytes = new Uint8Array(values.buffer)
  const width = values.BYTES_PER_ELEMENT
  const validity = new ValidityBits(values.length)
  return {
    field: fieldOf(spec, type),
    expression: `CAST(${sqlName(spec.name)} AS ${sqlType})`,
    append(vector, span) {
      const source = duckdb.vector_get_data(vector, (span.from + span.count) * width)
      bytes.set(source.subarray(span.from * width), span.to * width)
      validity.append(vector, span, (row) => bytes.fill(0, row * width, (row + 1) * width))
    },
    take: (rows) => validity.data(type, rows, values.subarray(0, rows)),
  }
}

/** Without a time zone and in nanoseconds, which is what vaex and pandas before 2 read. */
function timestampColumn(spec: ColumnSpec, capacity: number): ArrowColumn {
  const column = numberColumn(spec, new TimestampNanosecond(), new BigInt64Array(capacity), 'BIGINT')
  return { ...column, expression: `epoch_ns(${sqlName(spec.name)})` }
}

function booleanColumn(spec: ColumnSpec, capacity: number): ArrowColumn {
  const type = new Bool()
  const bits = new Uint8Array(capacity / 8)
  const validity = new ValidityBits(capacity)
  return {
    field: fieldOf(spec, type),
    expression: `CAST(${sqlName(spec.name)} AS BOOLEAN)`,
    append(vector, span) {
      const source = duckdb.vector_get_data(vector, span.from + span.count)
      for (let row = 0; row < span.count; row++) {
        const bit = span.to + row
        const mask = 1 << (bit & 7)
        if (source[span.from + row] === 0) bits[bit >> 3] &= ~mask
        else bits[bit >> 3] |= mask
      }
      validity.append(vector, span, (row) => (bits[row >> 3] &= ~(1 << (row & 7))))
    },
    take: (rows) => validity.data(type, rows, bits.subarray(0, Math.ceil(rows / 8))),
  }
}
