import { expect, test } from 'vitest'
import { axisOf } from './logAxis.ts'

test('an axis has all its values between its ends, in their order, and a power of ten where it belongs', () => {
  const { place, ticks } = axisOf([0.02, 3, 450], 0, 100)
  const places = [0.02, 3, 450].map(place)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  for (const at of places) expect(at).toBeGreaterThan(0)
  for (const at of places) expect(at).toBeLessThan(100)
  expect(ticks.map(({ words }) => words)).toEqual(['0.1', '1', '10', '100'])
  expect(ticks.map(({ at }) => at)).toEqual([0.1, 1, 10, 100].map(place))
})

test('an axis of no values, of one, and of many powers is an axis all the same', () => {
  expect(axisOf([], 0, 100).place(1)).toBe(0)
  expect(axisOf([5], 0, 100).place(5)).toBeGreaterThan(0)
  expect(axisOf([1e-20, 1e20], 0, 100).ticks.length).toBeLessThan(10)
})
