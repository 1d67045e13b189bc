import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jdOfUnixMs, unixMsOfMjd } from './julianDate.ts'

test.each([
  ['1858-11-17T00:00:00Z', 0],
  ['2000-01-01T12:00:00Z', 51_544.5],
  ['2019-08-27T00:00:00Z', 58_722],
  ['1600-02-29T00:00:00Z', -94_494],
])('%s is MJD %d', (iso, mjd) => {
  expect(unixMsOfMjd(mjd)).toBe(Date.parse(iso))
  expect(jdOfUnixMs(Date.parse(iso))).toBe(mjd + 2_400_000.5)
})

test('every millisecond comes back from JD', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
      expect(Math.round(unixMsOfMjd(jdOfUnixMs(date.getTime()) - 2_400_000.5))).toBe(date.getTime())
    }),
  )
})
