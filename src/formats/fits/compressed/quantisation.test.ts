import { expect, test } from 'vitest'
import { dequantise } from './quantisation.ts'
import type { Dithering } from './quantisation.ts'

/** The sequence of FITS 4.0, appendix I, whose seed after 10,000 steps is 1043618065. */
function standardNumbers(): number[] {
  const numbers: number[] = []
  for (let seed = 1; numbers.length < 10_000;) {
    seed = (seed * 16_807) % 2_147_483_647
    numbers.push(Math.fround(seed / 2_147_483_647))
  }
  expect(Math.round((numbers.at(-1) ?? 0) * 1e6)).toBe(Math.round((1_043_618_065 / 2_147_483_647) * 1e6))
  return numbers
}

function valuesOf(integers: Int32Array, dithering: Dithering, ditherRow = 0): Float64Array {
  const values = new Float64Array(integers.length)
  dequantise(integers, { scale: 2, zero: 7, blank: undefined, dithering, ditherRow }, values)
  return values
}

test('a tile of more pixels than there are random numbers goes on at the next starting number', () => {
  const numbers = standardNumbers()
  const count = 45_000
  const found = valuesOf(new Int32Array(count), 'SUBTRACTIVE_DITHER_1', 9_998)
  let start = 9_998
  let next = Math.trunc(numbers[start] * 500)
  for (let i = 0; i < count; i++) {
    expect(found[i]).toBe((0.5 - numbers[next]) * 2 + 7)
    next++
    if (next < 10_000) continue
    start = (start + 1) % 10_000
    next = Math.trunc(numbers[start] * 500)
  }
})

test('the integer of an exact 0 is one with the second dither alone', () => {
  const exactZero = Int32Array.of(-2_147_483_646)
  expect([...valuesOf(exactZero, 'SUBTRACTIVE_DITHER_2')]).toEqual([0])
  expect([...valuesOf(exactZero, 'NO_DITHER')]).toEqual([-2_147_483_646 * 2 + 7])
})
