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
 * Bits that end too early are refused before memory is taken for what they could never hold.
 */
export function decodeRice(bytes: Uint8Array, count: number, coding: RiceCoding, where: string): Int32Array {
  const constants = widthConstants[coding.bytesPerPixel]
  const blocks = Math.ceil(count / coding.blockSize)
  if (bytes.byteLength * 8 < constants.pixelBits + blocks * constants.codeBits) refuseShort(where, count)
  const pixels = new Int32Array(count)
  const reader = new RiceBits(bytes, where)
  let last = reader.bits(constants.pixelBits)
  for (let start = 0; start < count; start += coding.blockSize) {
    last = decodeBlock(reader, pixels.subarray(start, Math.min(count, start + coding.blockSize)), last, constants)
  }
  extendSigns(pixels, coding.bytesPerPixel)
  return pixels
}

/** Fills one block and gives its last value. Sums wrap around as they do in the integers of the encoder. */
function decodeBlock(reader: RiceBits, block: Int32Array, before: number, constants: WidthConstants): number {
  const code = reader.bits(constants.codeBits) - 1
  let last = before
  if (code < 0) {
    block.fill(last)
    return last
  }
  const isUncoded = code === constants.maxCode
  for (let i = 0; i < block.length; i++) {
    const folded = isUncoded ? reader.bits(constants.pixelBits) : reader.riceCode(code)
    last = (last + ((folded >>> 1) ^ -(folded & 1))) | 0
    block[i] = last
  }
  return last
}

function extendSigns(pixels: Int32Array, bytesPerPixel: number): void {
  if (bytesPerPixel === 1) for (let i = 0; i < pixels.length; i++) pixels[i] &= 0xff
  if (bytesPerPixel === 2) for (let i = 0; i < pixels.length; i++) pixels[i] = (pixels[i] << 16) >> 16
}

/** Bits of a byte array, most significant first. */
class RiceBits {
  readonly #bytes: Uint8Array
  readonly #where: string
  #next = 0
  /** The lowest `#held` bits are those of the stream that were fetched and not yet taken: at most 7 between calls. */
  #buffer = 0
  #held = 0

  constructor(bytes: Uint8Array, where: string) {
    this.#bytes = bytes
    this.#where = where
  }

  /** The next 0 to 32 bits; 32 come as a signed integer. */
  bits(count: number): number {
    let value = 0
    let missing = count
    while (missing > 0) {
      if (this.#held === 0) this.#fetch()
      const take = Math.min(missing, this.#held)
      this.#held -= take
      value = (value << take) | ((this.#buffer >>> this.#held) & ((1 << take) - 1))
      missing -= take
    }
    return value
  }

  /** A run of zeros and a one, which is the upper part of the number, then its `lowBits` lower bits. */
  riceCode(lowBits: number): number {
    let zeros = 0
    let rest = this.#buffer & ((1 << this.#held) - 1)
    while (rest === 0) {
      zeros += this.#held
      this.#fetch()
      rest = this.#buffer
    }
    const width = 32 - Math.clz32(rest)
    zeros += this.#held - width
    this.#held = width - 1
    return ((zeros << lowBits) | this.bits(lowBits)) >>> 0
  }

  #fetch(): void {
    if (this.#next >= this.#bytes.byteLength) refuseShort(this.#where, undefined)
    this.#buffer = this.#bytes[this.#next++]
    this.#held = 8
  }
}

function refuseShort(where: string, count: number | undefined): never {
  refuse('fits.tile', `${where}: the Rice-compressed bytes end before ${count === undefined ? 'the last pixel' : `${count} pixels`}`, {
    hint: 'The file is damaged: copy or download it again.',
    data: { where },
  })
}
