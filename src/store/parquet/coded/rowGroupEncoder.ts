import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import type { CodePage } from './codePage.ts'
import { codePage } from './codePage.ts'
import type { CodedColumnSpec, RowCodes, RowGroupColumn } from './codedTable.ts'
import { plainValues, splitBytes, usedRange } from './columnValues.ts'
import { dataPageHeader, dictionaryPageHeader, encodings } from './parquetStructs.ts'
import type { ChunkFacts } from './parquetStructs.ts'

/** Some rows of one column: what stands in the file, and what its footer says of it. */
export interface EncodedChunk {
  readonly facts: ChunkFacts
  readonly parts: readonly Uint8Array[]
}

/** The body of a page before and after compression, with its header. */
interface Page {
  readonly bytes: number
  readonly compressedBytes: number
  readonly parts: readonly [header: Uint8Array, body: Uint8Array]
}

interface CodedPage extends CodePage {
  readonly page: Promise<Page>
}

const zstd = promisify(zstdCompress)

/**
 * Encodes the columns of one row group, and codes that columns share once. What it is given is read before `encode`
 * returns; pages are compressed beside, by the threads that Node has for it.
 */
export class RowGroupEncoder {
  readonly #codePages = new Map<RowCodes, CodedPage>()

  /** @throws TypeError where a code is no position in the values */
  encode(column: CodedColumnSpec, data: RowGroupColumn): Promise<EncodedChunk> {
    return data instanceof Float32Array ? encodeNumbers(column, data) : this.#encodeCoded(column, data)
  }

  #encodeCoded(column: CodedColumnSpec, { values, codes }: Exclude<RowGroupColumn, Float32Array>): Promise<EncodedChunk> {
    const coded = this.#codedPage(column, codes)
    if (coded.used.length > values.length) {
      throw new TypeError(`Column ${column.name} has ${values.length} values, but a row with the code ${coded.used.length - 1}.`)
    }
    const dictionary = toPage(plainValues(column, values), values.length, encodings.plain, dictionaryPageHeader)
    return chunkOf(
      {
        column,
        rows: coded.rows,
        encodings: [encodings.plain, encodings.rle, encodings.rleDictionary],
        range: usedRange(column, values, coded.used),
      },
      coded.page,
      dictionary,
    )
  }

  #codedPage(column: CodedColumnSpec, codes: RowCodes): CodedPage {
    const known = this.#codePages.get(codes)
    if (known !== undefined) return known
    const coded = codePage(column.name, codes)
    const made = { ...coded, page: toPage(coded.bytes, coded.rows, encodings.rleDictionary, dataPageHeader) }
    this.#codePages.set(codes, made)
    return made
  }
}

function encodeNumbers(column: CodedColumnSpec, numbers: Float32Array): Promise<EncodedChunk> {
  if (column.type !== 'float32') throw new TypeError(`Column ${column.name} of type ${column.type} is no column of float32 numbers.`)
  const bytes = new Uint8Array(numbers.byteLength)
  splitBytes(numbers, bytes)
  const page = toPage(bytes, numbers.length, encodings.byteStreamSplit, dataPageHeader)
  return chunkOf({ column, rows: numbers.length, encodings: [encodings.rle, encodings.byteStreamSplit], range: undefined }, page)
}

async function chunkOf(
  facts: Pick<ChunkFacts, 'column' | 'rows' | 'encodings' | 'range'>,
  dataPage: Promise<Page>,
  dictionaryPage?: Promise<Page>,
): Promise<EncodedChunk> {
  const [data, dictionary] = await Promise.all([dataPage, dictionaryPage])
  return {
    facts: {
      ...facts,
      bytes: data.bytes + (dictionary?.bytes ?? 0),
      compressedBytes: data.compressedBytes + (dictionary?.compressedBytes ?? 0),
      dictionaryBytes: dictionary?.compressedBytes ?? 0,
    },
    parts: [...(dictionary?.parts ?? []), ...data.parts],
  }
}

async function toPage(plain: Uint8Array, values: number, encoding: number, headerOf: typeof dataPageHeader): Promise<Page> {
  const body = await compress(plain)
  const header = headerOf({ values, encoding, bytes: plain.length, compressedBytes: body.length })
  return { bytes: header.length + plain.length, compressedBytes: header.length + body.length, parts: [header, body] }
}

/** Level 1: the default 3 takes longer and gains nothing on numbers whose lower bytes are noise. */
function compress(bytes: Uint8Array): Promise<Uint8Array> {
  return zstd(bytes, {
    // The largest that it can become, so that it comes in one piece.
    chunkSize: bytes.length + (bytes.length >>> 8) + 128,
    pledgedSrcSize: bytes.length,
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  })
}
