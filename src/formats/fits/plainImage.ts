import type { ByteSource } from '../byteSource.ts'
import { decodePixels, makePixels } from './pixels.ts'
import type { PixelCoding, Pixels } from './pixels.ts'
import { readExactly } from './readExactly.ts'

/** The one plane of an uncompressed image: where its pixels lie. */
export interface PlainPlane {
  readonly source: ByteSource
  readonly dataOffset: number
  readonly width: number
  readonly coding: PixelCoding
}

/** Bytes between the wanted parts of two rows that are cheaper to read than to skip by another call. */
const skipWorthBytes = 32 * 1024
/** Most bytes of a strip from which a narrower box is cut. */
const stripBytes = 8 * 1024 * 1024

/** Single rows that are asked for at a time: a disk answers several in the time of one. */
const rowsTogether = 16

/**
 * Reads a box that lies inside the plane. Whole rows are one contiguous slice; a narrower box is cut from strips of whole
 * rows where the gap between its rows is short, and read row by row where it is long.
 */
export async function readPlainBox(
  plane: PlainPlane,
  firstColumn: number,
  firstRow: number,
  columns: number,
  rows: number,
): Promise<Pixels> {
  const pixelBytes = Math.abs(plane.coding.bitpix) / 8
  if (columns === plane.width) return readRun(plane, firstRow * plane.width, columns * rows)
  const gapBytes = (plane.width - columns) * pixelBytes
  const rowsPerRun = gapBytes > skipWorthBytes ? 1 : Math.max(1, Math.floor(stripBytes / (plane.width * pixelBytes)))
  const box = makePixels(plane.coding, columns * rows)
  const readRows = async (row: number): Promise<void> => {
    const runRows = Math.min(rowsPerRun, rows - row)
    const run = await readRun(plane, (firstRow + row) * plane.width + firstColumn, (runRows - 1) * plane.width + columns)
    for (let r = 0; r < runRows; r++) box.set(run.subarray(r * plane.width, r * plane.width + columns), (row + r) * columns)
  }
  const together = rowsPerRun === 1 ? rowsTogether : 1
  for (let row = 0; row < rows; row += rowsPerRun * together) {
    const runs = Math.min(together, Math.ceil((rows - row) / rowsPerRun))
    await Promise.all(Array.from({ length: runs }, (_, k) => readRows(row + k * rowsPerRun)))
  }
  return box
}

async function readRun(plane: PlainPlane, firstPixel: number, count: number): Promise<Pixels> {
  const pixelBytes = Math.abs(plane.coding.bitpix) / 8
  const bytes = await readExactly(plane.source, plane.dataOffset + firstPixel * pixelBytes, count * pixelBytes)
  return decodePixels(bytes, plane.coding)
}
