import type { DuckDBDataChunk } from '@duckdb/node-api'
import type { ColumnSpec, ColumnType } from '../tables/column.ts'
import { sqlName } from './duckDb.ts'
import { duckdb } from './duckDbLibrary.ts'

/** The values of a column. */
export type SinkData = Float64Array | Float32Array | Int32Array | Int16Array | Uint8Array | (string | null)[]

/** Collects one column from chunks of DuckDB. */
export interface ColumnSink {
  /** Drops what was collected and makes room for `rows`. */
  reserve(rows: number): void
  append(chunk: DuckDBDataChunk, columnIndex: number, rows: number): void
  /** What was collected; the sink keeps no hold on it after the next `reserve`. */
  collected(): SinkData
}

interface TypeReader {
  /** SQL that gives the column in the form that the sink copies. */
  readonly expression: (name: string) => string
  /** What stands for NULL. */
  readonly unknown?: string
  readonly sink: () => ColumnSink
}

const doubles = () => numberSink((buffer, length) => new Float64Array(buffer, 0, length), 8)

const readers: Readonly<Record<ColumnType, TypeReader>> = {
  int64: { expression: (name) => `CAST(${name} AS DOUBLE)`, unknown: "CAST('nan' AS DOUBLE)", sink: doubles },
  timestamp: { expression: (name) => `CAST(epoch_us(${name}) AS DOUBLE) / 1000`, unknown: "CAST('nan' AS DOUBLE)", sink: doubles },
  float64: { expression: (name) => `CAST(${name} AS DOUBLE)`, unknown: "CAST('nan' AS DOUBLE)", sink: doubles },
  float32: {
    expression: (name) => `CAST(${name} AS FLOAT)`,
    unknown: "CAST('nan' AS FLOAT)",
    sink: () => numberSink((buffer, length) => new Float32Array(buffer, 0, length), 4),
  },
  boolean: {
    expression: (name) => `CAST(${name} AS UTINYINT)`,
    unknown: 'CAST(255 AS UTINYINT)',
    sink: () => numberSink((buffer, length) => new Uint8Array(buffer, 0, length), 1),
  },
  int32: {
    expression: (name) => `CAST(${name} AS INTEGER)`,
    sink: () => numberSink((buffer, length) => new Int32Array(buffer, 0, length), 4),
  },
  int16: {
    expression: (name) => `CAST(${name} AS SMALLINT)`,
    sink: () => numberSink((buffer, length) => new Int16Array(buffer, 0, length), 2),
  },
  string: { expression: (name) => `CAST(${name} AS VARCHAR)`, sink: textSink },
}

/** The expression by which SQL gives a column in the form that {@link columnSink} copies: no NULL but in texts. */
export function readExpression(column: ColumnSpec): string {
  const { expression, unknown } = readers[column.type]
  const value = expression(sqlName(column.name))
  return column.nullable && unknown !== undefined ? `coalesce(${value}, ${unknown})` : value
}

export function columnSink(column: ColumnSpec): ColumnSink {
  return readers[column.type].sink()
}

type NumberView = (buffer: ArrayBuffer, length: number) => Exclude<SinkData, (string | null)[]>

function numberSink(view: NumberView, bytesPerRow: number): ColumnSink {
  let bytes = new Uint8Array(0)
  let used = 0
  return {
    reserve(rows) {
      bytes = new Uint8Array(rows * bytesPerRow)
      used = 0
    },
    append(chunk, columnIndex, rows) {
      bytes.set(duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, columnIndex), rows * bytesPerRow), used)
      used += rows * bytesPerRow
    },
    collected: () => view(bytes.buffer, used / bytesPerRow),
  }
}

function textSink(): ColumnSink {
  let texts: (string | null)[] = []
  return {
    reserve() {
      texts = []
    },
    append(chunk, columnIndex) {
      for (const value of chunk.getColumnValues(columnIndex)) texts.push(typeof value === 'string' ? value : null)
    },
    collected: () => texts,
  }
}
