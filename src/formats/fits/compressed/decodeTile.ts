import { refuse } from '../../../fault/fault.ts'
import { decodeIntegers, decodePixels, scaled } from '../pixels.ts'
import type { PixelCoding, Pixels } from '../pixels.ts'
import { inflateTile, unshuffle } from './gzip.ts'
import { dequantise } from './quantisation.ts'
import { decodeRice } from './rice.ts'
import type { TileCoding } from './tileCoding.ts'
import type { StoredTile } from './tileTable.ts'

/** Which tile is decoded. */
export interface TilePlace {
  /** Row of the table, from 0. */
  readonly row: number
  /** Pixels of the tile. */
  readonly count: number
  /** What messages call it. */
  readonly where: string
}

/** The physical values of one tile, Float32Array for plain 32-bit floats, else Float64Array. */
export function decodeTile(stored: StoredTile, coding: TileCoding, place: TilePlace): Pixels {
  const { count, where } = place
  const pixels = withBlank(coding.pixels, stored.blank ?? coding.blank)
  const pixelBytes = Math.abs(pixels.bitpix) / 8
  if (stored.storage === 'uncompressed') return decodePixels(exact(stored.bytes, count * pixelBytes, where), pixels)
  if (stored.storage === 'gzip')
    return decodePixels(exact(inflateTile(stored.bytes, count * pixelBytes, where), count * pixelBytes, where), pixels)
  const scale = stored.scale ?? coding.scale
  if (pixels.bitpix < 0 && scale !== undefined) return decodeQuantised(stored, coding, place, scale)
  if (coding.algorithm === 'RICE_1') return decodeRicePixels(stored, coding, place, pixels)
  const bytes = openBytes(stored.bytes, coding, count, where)
  const storedBitpix = pixels.bitpix < 0 || pixels.bitpix === 64 ? pixels.bitpix : (bytes.byteLength / count) * 8
  return decodePixels(exact(bytes, (count * Math.abs(storedBitpix)) / 8, where), { ...pixels, bitpix: storedBitpix })
}

/** The blank integer of a row overrules that of the header. */
function withBlank(pixels: PixelCoding, blank: number | undefined): PixelCoding {
  return pixels.bitpix < 0 || blank === undefined || !Number.isSafeInteger(blank) ? pixels : { ...pixels, blank: BigInt(blank) }
}

function decodeRicePixels(stored: StoredTile, coding: TileCoding, { count, where }: TilePlace, pixels: PixelCoding): Pixels {
  if (pixels.bitpix < 0 || pixels.bitpix === 64) {
    return refuseTile(where, `RICE_1 cannot hold pixels of BITPIX ${pixels.bitpix} without ZSCALE`)
  }
  return scaled(decodeRice(stored.bytes, count, coding.rice, where), pixels)
}

function decodeQuantised(stored: StoredTile, coding: TileCoding, { row, count, where }: TilePlace, scale: number): Pixels {
  const integers =
    coding.algorithm === 'RICE_1' ? decodeRice(stored.bytes, count, coding.rice, where) : openIntegers(stored, coding, count, where)
  const quantisation = {
    scale,
    zero: stored.zero ?? coding.zero ?? 0,
    blank: stored.blank ?? coding.blank,
    dithering: coding.dithering,
    ditherRow: row + coding.ditherStart - 1,
  }
  const values = coding.pixels.bitpix === -32 ? new Float32Array(count) : new Float64Array(count)
  dequantise(integers, quantisation, values)
  const isScaled = coding.pixels.scale !== 1 || coding.pixels.zero !== 0
  return isScaled ? scaled(values, coding.pixels) : values
}

function openIntegers(stored: StoredTile, coding: TileCoding, count: number, where: string): Int32Array {
  const bytes = openBytes(stored.bytes, coding, count, where)
  const width = bytes.byteLength / count
  if (width === 8) return refuseTile(where, 'quantised pixels of 8 bytes are unknown')
  return Int32Array.from(decodeIntegers(bytes, width * 8))
}

/** Inflates and unshuffles; the pixels may be of 1, 2, 4 or 8 bytes, whatever ZBITPIX says: their number tells. */
function openBytes(bytes: Uint8Array, coding: TileCoding, count: number, where: string): Uint8Array {
  const opened = coding.algorithm === 'NOCOMPRESS' ? bytes : inflateTile(bytes, count * 8, where)
  const width = opened.byteLength / count
  if (width !== 1 && width !== 2 && width !== 4 && width !== 8)
    return refuseTile(where, `expected ${count} pixels, found ${opened.byteLength} bytes`)
  return coding.algorithm === 'GZIP_2' ? unshuffle(opened, width) : opened
}

function exact(bytes: Uint8Array, expectedBytes: number, where: string): Uint8Array {
  return bytes.byteLength === expectedBytes
    ? bytes
    : refuseTile(where, `expected ${expectedBytes} bytes of pixels, found ${bytes.byteLength}`)
}

function refuseTile(where: string, problem: string): never {
  refuse('fits.tile', `${where}: ${problem}`, { hint: 'The file is damaged: copy or download it again.', data: { where } })
}
