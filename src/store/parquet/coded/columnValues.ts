import { writeInt64Words } from '../int64Words.ts'
import type { CodedColumnSpec, RowGroupColumn } from './codedTable.ts'
import type { ValueRange } from './parquetStructs.ts'

type Values = Exclude<RowGroupColumn, Float32Array>['values']

/**
 * Values in Parquet's PLAIN encoding, in bytes of their own: numbers with the low byte first, texts after their length.
 *
 * @throws TypeError where they are not in the form of the column's type, or an integer is none
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/ (PLAIN = 0, BYTE_STREAM_SPLIT = 9)
 */
export function plainValues({ name, type }: CodedColumnSpec, values: Values): Uint8Array {
  if (type === 'string' && !ArrayBuffer.isView(values)) return plainTexts(values)
  if (type === 'int64' && values instanceof Float64Array) return plainInt64(name, values)
  if (type === 'int32' && values instanceof Int32Array) return bytesOf(values)
  if (type === 'float64' && values instanceof Float64Array) return bytesOf(values)
  if (type === 'float32' && values instanceof Float32Array) return bytesOf(values)
  throw new TypeError(`Column ${name} of type ${type} has values of another form: ${values.constructor.name}.`)
}

function bytesOf(values: Int32Array | Float64Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice()
}

function plainInt64(name: string, values: Float64Array): Uint8Array {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isSafeInteger(values[i])) throw new TypeError(`Column ${name} takes integers below 2^53: value ${i} is ${values[i]}.`)
  }
  const words = new Uint32Array(2 * values.length)
  writeInt64Words(values, 0, values.length, 1, words)
  return new Uint8Array(words.buffer)
}

function plainTexts(texts: readonly string[]): Uint8Array {
  const parts = texts.flatMap((text) => {
    const bytes = Buffer.from(text)
    return [new Uint8Array(Uint32Array.of(bytes.length).buffer), bytes]
  })
  return Buffer.concat(parts)
}

/** The range of those integers that are used; none for other types, by whose ranges nothing is looked for. */
export function usedRange(column: CodedColumnSpec, values: Values, used: Uint8Array): ValueRange | undefined {
  if ((column.type !== 'int64' && column.type !== 'int32') || !ArrayBuffer.isView(values)) return undefined
  let min = Infinity
  let max = -Infinity
  for (let i = 0; i < used.length; i++) {
    if (used[i] === 0) continue
    if (values[i] < min) min = values[i]
    if (values[i] > max) max = values[i]
  }
  if (min > max) return undefined
  const plain = (value: number): Uint8Array => plainValues(column, column.type === 'int64' ? Float64Array.of(value) : Int32Array.of(value))
  return { min: plain(min), max: plain(max) }
}

/** Writes the first bytes of all numbers, then the second ones, and so on: those of the exponents compress. */
export function splitBytes(values: Float32Array, into: Uint8Array): void {
  const count = values.length
  const words = new Uint32Array(values.buffer, values.byteOffset, count)
  const second = into.subarray(count, 2 * count)
  const third = into.subarray(2 * count, 3 * count)
  const fourth = into.subarray(3 * count)
  for (let i = 0; i < count; i++) {
    const word = words[i]
    into[i] = word
    second[i] = word >>> 8
    third[i] = word >>> 16
    fourth[i] = word >>> 24
  }
}
