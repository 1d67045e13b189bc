import type { CodedColumnSpec } from './codedTable.ts'
import { thriftBinary, thriftI32, thriftI64, thriftList, thriftStruct, thriftText, thriftTrue } from './thriftCompact.ts'
import type { ThriftValue } from './thriftCompact.ts'

/**
 * The structures of a Parquet file, by the numbers of parquet.thrift.
 *
 * @see https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 */
const physicalTypes = { int32: 1, int64: 2, float32: 4, float64: 5, string: 6 } as const satisfies Record<CodedColumnSpec['type'], number>

export const encodings = { plain: 0, rle: 3, rleDictionary: 8, byteStreamSplit: 9 } as const

const required = 0
const utf8 = 0
const zstd = 6

interface PageFacts {
  readonly values: number
  readonly encoding: number
  readonly bytes: number
  readonly compressedBytes: number
}

/** Version 1 of data pages: in columns without nulls and lists nothing comes before the values. */
export function dataPageHeader(page: PageFacts): Uint8Array {
  const header = thriftStruct({
    1: thriftI32(page.values),
    2: thriftI32(page.encoding),
    3: thriftI32(encodings.rle),
    4: thriftI32(encodings.rle),
  })
  return thriftStruct({ 1: thriftI32(0), 2: thriftI32(page.bytes), 3: thriftI32(page.compressedBytes), 5: header }).bytes
}

export function dictionaryPageHeader(page: PageFacts): Uint8Array {
  const header = thriftStruct({ 1: thriftI32(page.values), 2: thriftI32(page.encoding) })
  return thriftStruct({ 1: thriftI32(2), 2: thriftI32(page.bytes), 3: thriftI32(page.compressedBytes), 7: header }).bytes
}

/** The smallest and the largest value as they stand in a page. */
export interface ValueRange {
  readonly min: Uint8Array
  readonly max: Uint8Array
}

export interface ChunkFacts {
  readonly column: CodedColumnSpec
  readonly rows: number
  readonly encodings: readonly number[]
  /** With the headers of the pages. */
  readonly bytes: number
  readonly compressedBytes: number
  /** Bytes of the dictionary page with its header, which comes first; 0 without one. */
  readonly dictionaryBytes: number
  readonly range: ValueRange | undefined
}

/** @param offset of the first page in the file */
function columnChunk(chunk: ChunkFacts, offset: number): ThriftValue {
  const { column, range, dictionaryBytes } = chunk
  const metadata = thriftStruct({
    1: thriftI32(physicalTypes[column.type]),
    2: thriftList(chunk.encodings.map(thriftI32)),
    3: thriftList([thriftText(column.name)]),
    4: thriftI32(zstd),
    5: thriftI64(chunk.rows),
    6: thriftI64(chunk.bytes),
    7: thriftI64(chunk.compressedBytes),
    9: thriftI64(offset + dictionaryBytes),
    11: dictionaryBytes > 0 ? thriftI64(offset) : undefined,
    12: range && thriftStruct({ 3: thriftI64(0), 5: thriftBinary(range.max), 6: thriftBinary(range.min), 7: thriftTrue, 8: thriftTrue }),
  })
  return thriftStruct({ 2: thriftI64(0), 3: metadata })
}

/** @param offset of the first page of the first chunk in the file; the chunks follow each other */
export function rowGroupStruct(rows: number, chunks: readonly ChunkFacts[], offset: number): ThriftValue {
  let bytes = 0
  let compressedBytes = 0
  const columns = chunks.map((chunk) => {
    const struct = columnChunk(chunk, offset + compressedBytes)
    bytes += chunk.bytes
    compressedBytes += chunk.compressedBytes
    return struct
  })
  return thriftStruct({
    1: thriftList(columns),
    2: thriftI64(bytes),
    3: thriftI64(rows),
    5: thriftI64(offset),
    6: thriftI64(compressedBytes),
  })
}

interface FileFacts {
  readonly columns: readonly CodedColumnSpec[]
  readonly rows: number
  readonly rowGroups: readonly ThriftValue[]
  readonly metadata: readonly (readonly [key: string, value: string])[]
}

export function fileStruct({ columns, rows, rowGroups, metadata }: FileFacts): Uint8Array {
  const root = thriftStruct({ 4: thriftText('schema'), 5: thriftI32(columns.length) })
  // Without an order of the values their range in a chunk has no meaning: the order of the type.
  const typeOrder = thriftStruct({ 1: thriftStruct({}) })
  return thriftStruct({
    1: thriftI32(2),
    2: thriftList([root, ...columns.map(schemaElement)]),
    3: thriftI64(rows),
    4: thriftList(rowGroups),
    5: thriftList(metadata.map(([key, value]) => thriftStruct({ 1: thriftText(key), 2: thriftText(value) }))),
    6: thriftText('halley'),
    7: thriftList(columns.map(() => typeOrder)),
  }).bytes
}

function schemaElement({ name, type }: CodedColumnSpec): ThriftValue {
  return thriftStruct({
    1: thriftI32(physicalTypes[type]),
    3: thriftI32(required),
    4: thriftText(name),
    6: type === 'string' ? thriftI32(utf8) : undefined,
    10: type === 'string' ? thriftStruct({ 1: thriftStruct({}) }) : undefined,
  })
}
