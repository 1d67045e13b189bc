import { crc32, deflateSync } from 'node:zlib'

/** 256 colours, three bytes each. */
export type Palette = Uint8Array

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const INDEXED = 3
const COLOURS_WITH_OPACITY = 6
const DEPTH = 8

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(type), 4)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)))
  return bytes
}

function header(width: number, height: number, colourType: number): Uint8Array {
  const bytes = new Uint8Array(13)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  bytes.set([DEPTH, colourType], 8)
  return bytes
}

/** Each row after a byte 0: no filter, which suits indices of colours best (PNG, section 12.8). */
function scanlines(rows: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const bytes = new Uint8Array(height * (rowBytes + 1))
  for (let row = 0; row < height; row++) bytes.set(rows.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1)
  return bytes
}

/**
 * A PNG of indices into a palette, row by row from the top (W3C, PNG third edition, 2025).
 *
 * @param indices width x height values from 0 to 255; 0 is transparent
 */
export function encodePng(indices: Uint8Array, width: number, height: number, palette: Palette): Uint8Array {
  if (indices.length !== width * height) throw new RangeError(`${indices.length} pixels do not fill ${width} x ${height}`)
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height, INDEXED)),
    chunk('PLTE', palette),
    chunk('tRNS', Uint8Array.of(0)),
    chunk('IDAT', deflateSync(scanlines(indices, width, height))),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** A PNG of colours with their opacity, four bytes a pixel, row by row from the top. */
export function encodeColourPng(rgba: Uint8Array, width: number, height: number): Uint8Array {
  if (rgba.length !== 4 * width * height) throw new RangeError(`${rgba.length} bytes do not fill ${width} x ${height} pixels`)
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height, COLOURS_WITH_OPACITY)),
    chunk('IDAT', deflateSync(scanlines(rgba, 4 * width, height))),
    chunk('IEND', new Uint8Array(0)),
  ])
}
