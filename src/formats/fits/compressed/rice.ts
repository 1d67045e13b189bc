import { refuse } from '../../../fault/fault.ts'

/** Parameters of RICE_1 (FITS 4.0, section 10.4.1): pixels a block, and bytes of an integer: 1, 2 or 4. */
export interface RiceCoding {
  readonly blockSize: number
  readonly bytesPerPixel: 1 | 2 | 4
}

interface WidthConstants {
  /** Bits of the code that opens a block. */
  readonly codeBits: number
  /** Code of a block whose differences stand uncoded. */
  readonly maxCode: number
  /** Bits of an uncoded difference. */
  readonly pixelBits: number
}

const widthConstants: Readonly<Record<RiceCoding['bytesPerPixel'], WidthConstants>> = {
  1: { codeBits: 3, maxCode: 6, pixelBits: 8 },
  2: { codeBits: 4, maxCode: 14, pixelBits: 16 },
  4: { codeBits: 5, maxCode: 25, pixelBits: 32 },
}

/**
 * Decodes `count` integers of a Rice-compressed tile (Pence, Seaman & White 2009, PASP 121, 414; the layout of cfitsio's
 * ricecomp.c): 1-byte integers without sign, 2- and 4-byte ones with. `where` names the tile in messages.
 *
 * Bytes that end too early are refused, where they are too few for any code before memory is taken for the pixels.
 */
export function decodeRice(bytes: Uint8Array, count: number, coding: RiceCoding, where: string): Int32Array {
  const constants = widthConstants[coding.bytesPerPixel]
  const blocks = Math.ceil(count / coding.blockSize)
  if (bytes.byteLength * 8 < constants.pixelBits + blocks * constants.codeBits) refuseShort(where, count)
  const pixels = new Int32Array(count)
  const last = readBigEndian(bytes, coding.bytesPerPixel)
  const used = decodeBlocks(bytes, pixels, { last, first: coding.bytesPerPixel, blockSize: coding.blockSize, ...constants })
  if (used > bytes.byteLength) refuseShort(where, count)
  extendSigns(pixels, coding.bytesPerPixel)
  return pixels
}

interface RiceStart extends WidthConstants {
  /** Value before the first pixel, and the byte after it. */
  readonly last: number
  readonly first: number
  readonly blockSize: number
}

/**
 * Decodes all blocks into `pixels` and gives the number of bytes used; more than there are means that the pixels are
 * nonsense. One loop over local variables, without a call a pixel. Sums wrap around as they do in the encoder's integers.
 *
 * `buffer` holds the `held` bits, 0 to 7, that were read and not yet taken. Beyond the end a byte reads as undefined,
 * which is no 0 and so ends a run of zeros.
 */
function decodeBlocks(
  bytes: Uint8Array,
  pixels: Int32Array,
  { last: start, first, blockSize, codeBits, maxCode, pixelBits }: RiceStart,
): number {
  let last = start
  let next = first
  let buffer = bytes[next++]
  let held = 8
  for (let i = 0; i < pixels.length && next <= bytes.length + 1;) {
    const end = Math.min(pixels.length, i + blockSize)
    held -= codeBits
    while (held < 0) {
      buffer = (buffer << 8) | bytes[next++]
      held += 8
    }
    const lowBits = (buffer >>> held) - 1
    buffer &= (1 << held) - 1
    if (lowBits < 0) {
      pixels.fill(last, i, end)
      i = end
    }
    for (; i < end; i++) {
      let folded = 0
      if (lowBits === maxCode) {
        for (let missing = pixelBits - 8; missing >= 0; missing -= 8) {
          buffer = (buffer << 8) | bytes[next++]
          folded = (folded << 8) | ((buffer >>> held) & 0xff)
          buffer &= (1 << held) - 1
        }
      } else {
        // A run of zeros that a one ends is the upper part of the number; the lower bits stand as they are.
        while (buffer === 0) {
          held += 8
          buffer = bytes[next++]
        }
        const zeros = held - 32 + Math.clz32(buffer)
        held -= zeros + 1
        buffer ^= 1 << held
        held -= lowBits
        while (held < 0) {
          buffer = (buffer << 8) | bytes[next++]
          held += 8
        }
        folded = (zeros << lowBits) | (buffer >>> held)
        buffer &= (1 << held) - 1
      }
      last = (last + ((folded >>> 1) ^ -(folded & 1))) | 0
      pixels[i] = last
    }
  }
  return next
}

function readBigEndian(bytes: Uint8Array, count: number): number {
  let value = 0
  for (let i = 0; i < count; i++) value = (value << 8) | bytes[i]
  return value
}

function extendSigns(pixels: Int32Array, bytesPerPixel: number): void {
  if (bytesPerPixel === 1) for (let i = 0; i < pixels.length; i++) pixels[i] &= 0xff
  if (bytesPerPixel === 2) for (let i = 0; i < pixels.length; i++) pixels[i] = (pixels[i] << 16) >> 16
}

function refuseShort(where: string, count: number): never {
  refuse('fits.tile', `${where}: the Rice-compressed bytes end before ${count} pixels`, {
    hint: 'The file is damaged: copy or download it again.',
    data: { where },
  })
}
