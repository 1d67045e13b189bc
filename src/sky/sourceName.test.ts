import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sourceName } from './sourceName.ts'

function two(number: number): string {
  return String(Math.floor(number)).padStart(2, '0')
}

test.each([
  [0, 0, 'J000000.0+000000'],
  [15, -30, 'J010000.0-300000'],
  [83.63308, 22.0145, 'J053431.9+220052'],
  [359.99999999, 89.99999999, 'J235959.9+895959'],
  [123.45, 90, 'J081348.0+900000'],
  [10.5, -0.0001, 'J004200.0-000000'],
  [10.5, -0, 'J004200.0+000000'],
  [-15, 0, 'J230000.0+000000'],
  [360, -90, 'J000000.0-900000'],
])('the position (%d, %d) is called %s', (raDeg, decDeg, name) => {
  expect(sourceName(raDeg, decDeg)).toBe(name)
})

test('truncates: the name never goes beyond the position', () => {
  expect(sourceName((9.99 / 3600) * 15, 59.999 / 3600)).toBe('J000009.9+000059')
  expect(sourceName((9.99 / 3600) * 15, -59.999 / 3600)).toBe('J000009.9-000059')
})

test('a position on a tick has the name of that tick, however its fraction of a degree is rounded', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 863_999 }), fc.integer({ min: -324_000, max: 324_000 }), (tenths, arcseconds) => {
      const ra = two(tenths / 36_000) + two((tenths / 600) % 60) + two((tenths / 10) % 60) + '.' + String(tenths % 10)
      const size = Math.abs(arcseconds)
      const dec = (arcseconds < 0 ? '-' : '+') + two(size / 3600) + two((size / 60) % 60) + two(size % 60)
      expect(sourceName(tenths / 2400, arcseconds / 3600)).toBe(`J${ra}${dec}`)
      expect(sourceName((tenths / 10 / 3600) * 15, arcseconds / 60 / 60)).toBe(`J${ra}${dec}`)
    }),
  )
})

test('a position that is not finite has no name', () => {
  expect(() => sourceName(NaN, 0)).toThrow('no name for the position (NaN, 0)')
})
