import { refuse } from '../../../fault/fault.ts'
import type { ByteSource } from '../../byteSource.ts'
import type { Hdu } from '../hdu.ts'
import type { FitsHeader } from '../header.ts'
import { readExactly } from '../readExactly.ts'
import { readColumns } from './tableColumns.ts'
import type { TableColumn } from './tableColumns.ts'

/** How the bytes of a tile are stored: by the image's algorithm, by gzip because they could not be quantised, or as they are. */
export type TileStorage = 'compressed' | 'gzip' | 'uncompressed'

/** One tile as the table has it. Scale, zero and blank are those of its row; undefined where the table has no such column. */
export interface StoredTile {
  readonly storage: TileStorage
  readonly bytes: Uint8Array
  readonly scale: number | undefined
  readonly zero: number | undefined
  readonly blank: number | undefined
}

/** Most bytes of table rows that are kept at a time. */
const pageBytes = 1024 * 1024
const storageColumns: readonly (readonly [TileStorage, string])[] = [
  ['compressed', 'COMPRESSED_DATA'],
  ['gzip', 'GZIP_COMPRESSED_DATA'],
  ['uncompressed', 'UNCOMPRESSED_DATA'],
]

/** The binary table of a compressed image (FITS 4.0, section 10.1), read by pages of rows and slices of the heap. */
export class TileTable {
  readonly rows: number
  readonly #source: ByteSource
  readonly #dataOffset: number
  readonly #rowBytes: number
  readonly #heapOffset: number
  readonly #heapBytes: number
  readonly #columns: ReadonlyMap<string, TableColumn>
  #page: { readonly first: number; readonly bytes: Promise<Uint8Array> } | undefined

  constructor(source: ByteSource, { header, axes, dataOffset, dataBytes }: Hdu) {
    const [rowBytes = 0, rows = 0] = axes
    this.rows = rows
    this.#source = source
    this.#dataOffset = dataOffset
    this.#rowBytes = rowBytes
    this.#columns = readColumns(header, rowBytes)
    const heapStart = header.integer('THEAP') ?? rowBytes * rows
    if (heapStart < rowBytes * rows || heapStart > dataBytes) header.refuseValue('THEAP', `${rowBytes * rows} to ${dataBytes}`)
    this.#heapOffset = dataOffset + heapStart
    this.#heapBytes = dataBytes - heapStart
    if (!this.#columns.has('COMPRESSED_DATA')) refuseNoData(header)
  }

  /** The tile of a row, counted from 0. A descriptor that leads out of the heap is refused. */
  async readTile(row: number): Promise<StoredTile> {
    const view = await this.#readRow(row)
    const number = (name: string) => this.#columns.get(name)?.readNumber(view)
    for (const [storage, name] of storageColumns) {
      const extent = this.#columns.get(name)?.readExtent(view)
      if (extent === undefined || extent.bytes === 0) continue
      const bytes = await this.#readHeap(row, extent)
      return { storage, bytes, scale: number('ZSCALE'), zero: number('ZZERO'), blank: number('ZBLANK') }
    }
    return refuse('fits.tile', `${this.#source.name}: tile ${row + 1} has no data`, {
      hint: 'The file is damaged: copy or download it again.',
      data: { file: this.#source.name, tile: row + 1 },
    })
  }

  async #readRow(row: number): Promise<DataView> {
    const rowsPerPage = Math.max(1, Math.floor(pageBytes / Math.max(1, this.#rowBytes)))
    const first = row - (row % rowsPerPage)
    if (this.#page?.first !== first) {
      const length = Math.min(rowsPerPage, this.rows - first) * this.#rowBytes
      const page = { first, bytes: readExactly(this.#source, this.#dataOffset + first * this.#rowBytes, length) }
      page.bytes.catch(() => {
        if (this.#page === page) this.#page = undefined
      })
      this.#page = page
    }
    const bytes = await this.#page.bytes
    return new DataView(bytes.buffer, bytes.byteOffset + (row - first) * this.#rowBytes, this.#rowBytes)
  }

  #readHeap(row: number, { offset, bytes }: { offset: number; bytes: number }): Promise<Uint8Array> {
    if (offset >= 0 && bytes > 0 && offset + bytes <= this.#heapBytes) return readExactly(this.#source, this.#heapOffset + offset, bytes)
    const problem = `tile ${row + 1} points to ${bytes} bytes at byte ${offset} of a heap of ${this.#heapBytes}`
    return refuse('fits.tile', `${this.#source.name}: ${problem}`, {
      hint: 'The file is damaged: copy or download it again.',
      data: { file: this.#source.name, tile: row + 1, offset, bytes, heapBytes: this.#heapBytes },
    })
  }
}

function refuseNoData(header: FitsHeader): never {
  refuse('fits.compressed', `${header.name}: expected a column COMPRESSED_DATA in the compressed image, found none`, {
    hint: 'The header is damaged: copy or download the file again.',
    data: { file: header.name },
  })
}
