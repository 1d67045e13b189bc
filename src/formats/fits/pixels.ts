import { jyPerBeamOfUnit } from './brightnessUnit.ts'
import type { FitsHeader } from './header.ts'

export type Pixels = Float32Array | Float64Array

/** How stored numbers become physical values in Jy/beam: `physical = stored x scale + zero` (FITS 4.0, section 4.4.2.5). */
export interface PixelCoding {
  readonly bitpix: number
  readonly scale: number
  readonly zero: number
  /** The stored integer that means "no value"; never set for floating-point pixels, which have NaN. */
  readonly blank: bigint | undefined
}

/** BSCALE, BZERO and BLANK of an image whose pixels have `bitpix` bits; scale and zero bring them from BUNIT to Jy/beam. */
export function readPixelCoding(header: FitsHeader, bitpix: number): PixelCoding {
  const scale = header.number('BSCALE') ?? 1
  if (scale === 0) header.refuseValue('BSCALE', 'a number other than 0')
  const jyPerUnit = jyPerBeamOfUnit(header)
  const blank = bitpix > 0 ? readBlank(header, 'BLANK') : undefined
  return { bitpix, scale: scale * jyPerUnit, zero: (header.number('BZERO') ?? 0) * jyPerUnit, blank }
}

/** An integer keyword to its last bit: a blank of 64 bits may lie beyond 2^53. */
function readBlank(header: FitsHeader, keyword: string): bigint | undefined {
  if (header.number(keyword) === undefined) return undefined
  const raw = header.card(keyword)?.raw ?? ''
  if (!/^[+-]?\d+$/.test(raw)) header.refuseValue(keyword, 'an integer')
  return BigInt(raw.replace('+', ''))
}

/** The array that holds physical values of this coding: Float32Array for plain 32-bit floats, else Float64Array. */
export function makePixels(coding: PixelCoding, count: number): Pixels {
  return isPlainFloat32(coding) ? new Float32Array(count) : new Float64Array(count)
}

function isPlainFloat32(coding: PixelCoding): boolean {
  return coding.bitpix === -32 && coding.scale === 1 && coding.zero === 0
}

/** The physical values of big-endian `bytes`, which are overwritten where that saves a copy. */
export function decodePixels(bytes: Uint8Array, coding: PixelCoding): Pixels {
  const stored = decodeFloats(bytes, coding.bitpix)
  if (stored !== undefined) return coding.scale === 1 && coding.zero === 0 ? stored : scaled(stored, coding)
  if (coding.bitpix === 64) return decodeInt64(bytes, coding)
  return scaled(decodeIntegers(bytes, coding.bitpix), coding)
}

/** IEEE floats in the order of this machine, or undefined for integer pixels. */
function decodeFloats(bytes: Uint8Array, bitpix: number): Pixels | undefined {
  if (bitpix === -32) {
    const own = aligned(bytes, 4)
    own.swap32()
    return new Float32Array(own.buffer, own.byteOffset, own.byteLength / 4)
  }
  if (bitpix !== -64) return undefined
  const own = aligned(bytes, 8)
  own.swap64()
  return new Float64Array(own.buffer, own.byteOffset, own.byteLength / 8)
}

/** The stored integers of BITPIX 8 (unsigned), 16 and 32. The bytes are overwritten. */
export function decodeIntegers(bytes: Uint8Array, bitpix: number): Uint8Array | Int16Array | Int32Array {
  if (bitpix === 8) return bytes
  const own = aligned(bytes, bitpix / 8)
  if (bitpix === 16) {
    own.swap16()
    return new Int16Array(own.buffer, own.byteOffset, own.byteLength / 2)
  }
  own.swap32()
  return new Int32Array(own.buffer, own.byteOffset, own.byteLength / 4)
}

/** The same memory where a typed array of this width can lie on it, else a copy. */
function aligned(bytes: Uint8Array, width: number): Buffer {
  const own = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes)
  return Buffer.from(own.buffer, own.byteOffset, own.byteLength)
}

/** Physical values of stored numbers, blanks as NaN. */
export function scaled(stored: Uint8Array | Int16Array | Int32Array | Pixels, coding: PixelCoding): Float64Array {
  const { scale, zero } = coding
  const blank = coding.blank === undefined ? NaN : Number(coding.blank)
  const physical = new Float64Array(stored.length)
  for (let i = 0; i < physical.length; i++) {
    const value = stored[i]
    physical[i] = value === blank ? NaN : value * scale + zero
  }
  return physical
}

/** 64-bit integers as doubles, rounded once; the blank is compared in all 64 bits. */
function decodeInt64(bytes: Uint8Array, coding: PixelCoding): Float64Array {
  const { scale, zero, blank } = coding
  const own = aligned(bytes, 8)
  own.swap64()
  const words = new Int32Array(own.buffer, own.byteOffset, own.byteLength / 4)
  const hasBlank = blank !== undefined
  const blankLow = Number(BigInt.asIntN(32, blank ?? 0n))
  const blankHigh = Number(BigInt.asIntN(32, (blank ?? 0n) >> 32n))
  const physical = new Float64Array(words.length / 2)
  for (let i = 0; i < physical.length; i++) {
    const low = words[2 * i]
    const high = words[2 * i + 1]
    const isBlank = hasBlank && low === blankLow && high === blankHigh
    physical[i] = isBlank ? NaN : (high * 4294967296 + (low >>> 0)) * scale + zero
  }
  return physical
}
