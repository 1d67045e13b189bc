import duckdb from '@duckdb/node-bindings'
import { Utf8, type Data } from 'apache-arrow'
import { sqlLiteral, sqlName } from '../parquet/duckDb.ts'
import type { ColumnSpec } from '../tables/column.ts'
import { fieldOf, type ArrowColumn } from './arrowField.ts'
import { ValidityBits } from './validityBits.ts'

const type = new Utf8()

/** The bytes of the texts of a batch, one after the other, and where each ends. */
class TextBytes {
  private readonly offsets: Int32Array
  private bytes = new Uint8Array(65536)

  constructor(capacity: number) {
    this.offsets = new Int32Array(capacity + 1)
  }

  put(row: number, text: Uint8Array): void {
    const start = this.offsets[row]
    const end = start + text.length
    if (end > this.bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.bytes.length))
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes.set(text, start)
    this.offsets[row + 1] = end
  }

  take(rows: number, validity: ValidityBits): Data {
    const offsets = this.offsets.subarray(0, rows + 1)
    return validity.data(type, rows, this.bytes.subarray(0, offsets[rows]), offsets)
  }
}

const noText = new Uint8Array(0)
/** Of DuckDB's texts those up to this length lie in their vector, longer ones behind a pointer in it. */
const inlineBytes = 12
const bytesPerText = 16

/** A text column, copied as bytes: no text becomes one of JavaScript on the way. */
export function textColumn(spec: ColumnSpec, capacity: number): ArrowColumn {
  const texts = new TextBytes(capacity)
  const validity = new ValidityBits(capacity)
  return {
    field: fieldOf(spec, type),
    expression: `CAST(${sqlName(spec.name)} AS VARCHAR)`,
    append(vector, span) {
      const source = duckdb.vector_get_data(vector, (span.from + span.count) * bytesPerText)
      const words = new DataView(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength)
      validity.append(vector, span)
      for (let row = 0; row < span.count; row++) {
        texts.put(span.to + row, validity.isNull(span.to + row) ? noText : textAt(words, (span.from + row) * bytesPerText))
      }
    },
    take: (rows) => texts.take(rows, validity),
  }
}

function textAt(words: DataView<ArrayBuffer>, at: number): Uint8Array {
  const length = words.getUint32(at, true)
  if (length <= inlineBytes) return new Uint8Array(words.buffer, words.byteOffset + at + 4, length)
  return duckdb.get_data_from_pointer(words.buffer, words.byteOffset + at + 8, length)
}

/**
 * A text column of few values, at least one: DuckDB gives the place of each in `values`, and the bytes are copied
 * from here.
 */
export function codedTextColumn(spec: ColumnSpec, values: readonly string[], capacity: number): ArrowColumn {
  const texts = new TextBytes(capacity)
  const validity = new ValidityBits(capacity)
  const encoder = new TextEncoder()
  const encoded = values.map((value) => encoder.encode(value))
  const bytesPerCode = widthOfCodes(values)
  return {
    field: fieldOf(spec, type),
    expression: `CAST(${sqlName(spec.name)} AS ENUM(${values.map(sqlLiteral).join(', ')}))`,
    append(vector, span) {
      const source = duckdb.vector_get_data(vector, (span.from + span.count) * bytesPerCode)
      const codes = codesIn(source, bytesPerCode)
      validity.append(vector, span)
      for (let row = 0; row < span.count; row++) {
        texts.put(span.to + row, validity.isNull(span.to + row) ? noText : encoded[codes[span.from + row]])
      }
    },
    take: (rows) => texts.take(rows, validity),
  }
}

function widthOfCodes(values: readonly string[]): 1 | 2 | 4 {
  const codes = duckdb.enum_internal_type(duckdb.create_enum_type([...values]))
  if (codes === duckdb.Type.UTINYINT) return 1
  return codes === duckdb.Type.USMALLINT ? 2 : 4
}

function codesIn({ buffer, byteOffset, byteLength }: Uint8Array, width: 1 | 2 | 4): Uint8Array | Uint16Array | Uint32Array {
  if (width === 1) return new Uint8Array(buffer, byteOffset, byteLength)
  if (width === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2)
  return new Uint32Array(buffer, byteOffset, byteLength / 4)
}
