import { crc32, deflateSync } from 'node:zlib'

/** 256 colours, three bytes each. */
export type Palette = Uint8Array

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const INDEXED = 3
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

function header(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(13)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  bytes.set([DEPTH, INDEXED], 8)
  return bytes
}

/** Each row after a byte 0: no filter, which suits indices of colours best (PNG, section 12.8). */
function scanlines(indices: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(height * (width + 1))
  for (let row = 0; row < height; row++) bytes.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
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
    chunk('IHDR', header(width, height)),
    chunk('PLTE', palette),
    chunk('tRNS', Uint8Array.of(0)),
    chunk('IDAT', deflateSync(scanlines(indices, width, height))),
    chunk('IEND', new Uint8Array(0)),
  ])
}
