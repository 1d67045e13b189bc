import type { CodeRuns, RowCodes } from './codedTable.ts'
import { varint, writeVarint } from './thriftCompact.ts'

/** The codes of some rows as the body of a data page. */
export interface CodePage {
  readonly rows: number
  readonly bytes: Uint8Array
  /** By code, 1 for those that some row has; as long as the codes go. */
  readonly used: Uint8Array
}

/**
 * The RLE / bit-packing hybrid of Parquet after a byte that gives the width of a code: runs are written as runs, a code
 * a row as one bit-packed run. Codes take whole bytes, so that they need no shifting, and that a sequence which comes
 * again has the same bytes wherever it starts: the file is smaller for it once it is compressed.
 *
 * @throws TypeError at a code below 0 or from 2^24 on, and at a run without rows
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/ (RLE_DICTIONARY = 8, RLE = 3)
 */
export function codePage(columnName: string, codes: RowCodes): CodePage {
  const used = usedCodes(columnName, codes instanceof Int32Array ? codes : codes.codes)
  const width = codeBytes(used.length - 1)
  return codes instanceof Int32Array
    ? { rows: codes.length, bytes: packedCodes(codes, width), used }
    : { ...codeRuns(columnName, codes, width), used }
}

function usedCodes(columnName: string, codes: Int32Array): Uint8Array {
  let min = 0
  let max = -1
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code > max) max = code
    if (code < min) min = code
  }
  if (min < 0 || max >= codeLimit)
    throw new TypeError(`Column ${columnName}: expected codes from 0 to ${codeLimit - 1}, found ${min < 0 ? min : max}.`)
  const used = new Uint8Array(max + 1)
  for (let i = 0; i < codes.length; i++) used[codes[i]] = 1
  return used
}

/** Codes of 32 bits are not read right by readers that mask them with `(1 << width) - 1`. */
const codeLimit = 2 ** 24

type CodeBytes = 1 | 2 | 3

function codeBytes(maxCode: number): CodeBytes {
  if (maxCode < 2 ** 8) return 1
  return maxCode < 2 ** 16 ? 2 : 3
}

function packedCodes(codes: Int32Array, width: CodeBytes): Uint8Array {
  const groups = Math.ceil(codes.length / 8)
  return Buffer.concat([Uint8Array.of(8 * width), varint(2 * groups + 1), lowBytes(codes, 8 * groups, width)])
}

/** The low bytes of each code, the lowest first, as in all memory that Node runs in; 0 after the last. */
function lowBytes(codes: Int32Array, count: number, width: CodeBytes): Uint8Array {
  if (width < 3) {
    const narrow = width === 1 ? new Uint8Array(count) : new Uint16Array(count)
    narrow.set(codes)
    return new Uint8Array(narrow.buffer)
  }
  const bytes = new Uint8Array(3 * count)
  for (let i = 0, at = 0; i < codes.length; i++) {
    const code = codes[i]
    bytes[at++] = code
    bytes[at++] = code >>> 8
    bytes[at++] = code >>> 16
  }
  return bytes
}

function codeRuns(columnName: string, { codes, rows }: CodeRuns, width: CodeBytes): Omit<CodePage, 'used'> {
  const bytes = new Uint8Array(1 + codes.length * (5 + width))
  bytes[0] = 8 * width
  let at = 1
  let total = 0
  for (let i = 0; i < codes.length;) {
    const code = codes[i]
    let length = 0
    for (; i < codes.length && codes[i] === code; i++) {
      if (!(rows[i] >= 1)) throw new TypeError(`Column ${columnName}: expected runs of at least one row, found ${rows[i]} in run ${i}.`)
      length += rows[i]
    }
    total += length
    at = writeVarint(bytes, at, 2 * length)
    for (let byte = 0; byte < width; byte++) bytes[at++] = code >>> (8 * byte)
  }
  return { rows: total, bytes: bytes.subarray(0, at) }
}
