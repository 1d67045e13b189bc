import { refuse } from '../../../fault/fault.ts'
import type { ByteSource } from '../../byteSource.ts'
import type { Hdu } from '../hdu.ts'
import type { FitsHeader } from '../header.ts'
import type { ImageAxes } from '../imageAxes.ts'
import { makePixels } from '../pixels.ts'
import type { Pixels } from '../pixels.ts'
import { decodeTile } from './decodeTile.ts'
import { TileCache } from './tileCache.ts'
import { readTileCoding } from './tileCoding.ts'
import type { TileCoding } from './tileCoding.ts'
import { TileTable } from './tileTable.ts'

/** Above it a tile is refused: a tile is whole in memory, 128 MiB as doubles. `fpack -w` makes one of the whole image. */
const maxTilePixels = 2 ** 24
/** Decoded tiles that are kept beyond those of one row of tiles. */
const cacheBytes = 16 * 1024 * 1024

/** How the tiles cover the plane, left to right, then upwards; those at the far edges are cut off. */
interface TileGrid {
  readonly width: number
  readonly height: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly across: number
  readonly up: number
}

/**
 * A tile-compressed plane that is read by boxes. A strip of whole rows costs each of its tiles once, also where the next
 * strip starts in the middle of a tile.
 */
export class CompressedPlane {
  readonly #name: string
  readonly #coding: TileCoding
  readonly #grid: TileGrid
  readonly #table: TileTable
  readonly #cache: TileCache

  constructor(source: ByteSource, hdu: Hdu, axes: ImageAxes) {
    this.#name = source.name
    this.#coding = readTileCoding(hdu.header)
    this.#grid = readTileGrid(hdu.header, axes)
    this.#table = new TileTable(source, hdu)
    checkTileCount(hdu.header, this.#grid, this.#table.rows)
    const tileBytes = this.#grid.tileWidth * this.#grid.tileHeight * 8
    this.#cache = new TileCache(Math.max(this.#grid.across, Math.floor(cacheBytes / tileBytes)))
  }

  /** Reads a box that lies inside the plane. */
  async readBox(firstColumn: number, firstRow: number, columns: number, rows: number): Promise<Pixels> {
    // Made after the first tile: a damaged header may promise more pixels than memory has, and the tile shows it.
    let box: Pixels | undefined
    const { tileWidth, tileHeight, across } = this.#grid
    const lastRow = Math.floor((firstRow + rows - 1) / tileHeight)
    const lastColumn = Math.floor((firstColumn + columns - 1) / tileWidth)
    for (let tileRow = Math.floor(firstRow / tileHeight); tileRow <= lastRow; tileRow++) {
      for (let tileColumn = Math.floor(firstColumn / tileWidth); tileColumn <= lastColumn; tileColumn++) {
        const tile = await this.#cache.get(tileRow * across + tileColumn, (row) => this.#decode(row))
        box ??= makePixels(this.#coding.pixels, columns * rows)
        copyTile(tile, this.#tileBox(tileRow * across + tileColumn), box, { firstColumn, firstRow, columns, rows })
      }
    }
    return box ?? makePixels(this.#coding.pixels, 0)
  }

  #tileBox(row: number): Box {
    const { width, height, tileWidth, tileHeight, across } = this.#grid
    const firstColumn = (row % across) * tileWidth
    const firstRow = Math.floor(row / across) * tileHeight
    return { firstColumn, firstRow, columns: Math.min(tileWidth, width - firstColumn), rows: Math.min(tileHeight, height - firstRow) }
  }

  async #decode(row: number): Promise<Pixels> {
    const { columns, rows } = this.#tileBox(row)
    const stored = await this.#table.readTile(row)
    return decodeTile(stored, this.#coding, { row, count: columns * rows, where: `${this.#name}: tile ${row + 1}` })
  }
}

interface Box {
  readonly firstColumn: number
  readonly firstRow: number
  readonly columns: number
  readonly rows: number
}

/** Copies what `tile` and `box` share. */
function copyTile(tile: Pixels, from: Box, box: Pixels, to: Box): void {
  const left = Math.max(from.firstColumn, to.firstColumn)
  const right = Math.min(from.firstColumn + from.columns, to.firstColumn + to.columns)
  const top = Math.min(from.firstRow + from.rows, to.firstRow + to.rows)
  for (let row = Math.max(from.firstRow, to.firstRow); row < top; row++) {
    const start = (row - from.firstRow) * from.columns + left - from.firstColumn
    box.set(tile.subarray(start, start + right - left), (row - to.firstRow) * to.columns + left - to.firstColumn)
  }
}

/** ZTILEn of the two axes of the image; without them a tile is a row (FITS 4.0, section 10.1.1). */
function readTileGrid(header: FitsHeader, { x, y, width, height }: ImageAxes): TileGrid {
  const tileWidth = readTileLength(header, x, width)
  const tileHeight = readTileLength(header, y, height)
  if (tileWidth * tileHeight > maxTilePixels) {
    refuse('fits.compressed', `${header.name}: expected tiles of at most ${maxTilePixels} pixels, found ${tileWidth} x ${tileHeight}`, {
      hint: 'Decompress the image with funpack, or compress it again by rows with fpack -r.',
      data: { file: header.name, tileWidth, tileHeight },
    })
  }
  return { width, height, tileWidth, tileHeight, across: Math.ceil(width / tileWidth), up: Math.ceil(height / tileHeight) }
}

function readTileLength(header: FitsHeader, axis: number, axisLength: number): number {
  const keyword = `ZTILE${axis}`
  const length = header.integer(keyword) ?? (axis === 1 ? axisLength : 1)
  return length < 1 ? header.refuseValue(keyword, '1 or more') : Math.min(length, axisLength)
}

function checkTileCount(header: FitsHeader, { across, up }: TileGrid, rows: number): void {
  if (rows === across * up) return
  refuse('fits.compressed', `${header.name}: expected ${across} x ${up} tiles, found ${rows} rows in the table`, {
    hint: 'The header is damaged: copy or download the file again.',
    data: { file: header.name, across, up, rows },
  })
}
