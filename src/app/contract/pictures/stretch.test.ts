import { expect, test } from 'vitest'
import { brightness, type StretchName } from './stretch.ts'

const names: readonly StretchName[] = ['linear', 'sqrt', 'asinh', 'log']

test.each(names)('%s goes from 1 at the lower limit to 255 at the upper, never back, and stays there beyond', (name) => {
  const values = Float64Array.from({ length: 1201 }, (_, index) => -1 + index / 100)
  const drawn = brightness(values, { low: 0, high: 10 }, name)
  expect([drawn[0], drawn[100], drawn[1100], drawn[1200]]).toEqual([1, 1, 255, 255])
  for (let index = 1; index < drawn.length; index++) expect(drawn[index]).toBeGreaterThanOrEqual(drawn[index - 1])
})

test('what is not a number has no brightness, and limits that are equal divide by nothing', () => {
  expect(brightness(Float32Array.of(Number.NaN, 2), { low: 2, high: 2 }, 'linear')).toEqual(Uint8Array.of(0, 1))
})
