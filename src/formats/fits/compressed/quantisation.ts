/** How the integers of a tile stand for floats (FITS 4.0, section 10.2). */
export type Dithering = 'NO_DITHER' | 'SUBTRACTIVE_DITHER_1' | 'SUBTRACTIVE_DITHER_2'

export interface Quantisation {
  readonly scale: number
  readonly zero: number
  /** The integer that stands for NaN. */
  readonly blank: number | undefined
  readonly dithering: Dithering
  /** Row of the tile in the table, from 0, plus ZDITHER0 - 1: where its random numbers start. */
  readonly ditherRow: number
}

/** Random numbers of the standard. */
const randomCount = 10_000
/** Of SUBTRACTIVE_DITHER_2: the integer that stands for an exact 0. */
const exactZero = -2_147_483_646
/** The integers up to here are reserved by cfitsio, which marks blank pixels with them even where it writes no ZBLANK. */
const highestReservedBlank = -2_147_483_647

/** Park & Miller's minimal standard generator with seed 1, as 32-bit floats: FITS 4.0, appendix I. */
const randomNumbers = makeRandomNumbers()

function makeRandomNumbers(): Float32Array {
  const numbers = new Float32Array(randomCount)
  let seed = 1
  for (let i = 0; i < randomCount; i++) {
    seed = (16_807 * seed) % 2_147_483_647
    numbers[i] = seed / 2_147_483_647
  }
  return numbers
}

/** Restores the floats of a tile into `values`, rounded to its type. */
export function dequantise(integers: Int32Array, quantisation: Quantisation, values: Float32Array | Float64Array): void {
  const { scale, zero, dithering, ditherRow } = quantisation
  const blank = quantisation.blank ?? NaN
  const hasBlank = quantisation.blank !== undefined
  const isDithered = dithering !== 'NO_DITHER'
  const hasExactZero = dithering === 'SUBTRACTIVE_DITHER_2'
  let start = ((ditherRow % randomCount) + randomCount) % randomCount
  let next = Math.trunc(randomNumbers[start] * 500)
  for (let i = 0; i < integers.length; i++) {
    const integer = integers[i]
    const shifted = isDithered ? integer - randomNumbers[next] + 0.5 : integer
    if (integer === blank || (!hasBlank && integer <= highestReservedBlank)) values[i] = NaN
    else if (hasExactZero && integer === exactZero) values[i] = 0
    else values[i] = shifted * scale + zero
    if (++next < randomCount) continue
    start = (start + 1) % randomCount
    next = Math.trunc(randomNumbers[start] * 500)
  }
}
