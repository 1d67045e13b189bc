import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jdOfMjd, mjdOfJd, mjdOfUtc, utcOfMjd } from './julianDate.ts'

test.each([
  ['1858-11-17T00:00:00', 0],
  ['2000-01-01T12:00:00Z', 51_544.5],
  ['2019-08-27', 58_722],
  ['2019-08-27T18:52:00.500', 58_722 + 67_920.5 / 86_400],
  ['1600-02-29T00:00:00', -94_494],
  ['2016-12-31T23:59:60', 57_754],
  ['2016-12-31T23:59:60.500Z', 57_754 + 0.5 / 86_400],
])('%s is MJD %d', (iso, mjd) => {
  expect(mjdOfUtc(iso)).toBeCloseTo(mjd, 11)
})

test.each([
  '',
  '2019',
  '2019-02-29',
  '2019-13-01',
  '2019-08-27T24:00:00',
  '2019-08-27T10:60:00',
  '2019-08-27T10:00:61',
  '27/08/19',
  '2019-08-27T10:00:00+10:00',
])('"%s" is no UTC time', (iso) => {
  expect(mjdOfUtc(iso)).toBeNull()
})

test('every millisecond comes back from MJD and from JD', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString()
      const mjd = mjdOfUtc(iso) ?? NaN
      expect(utcOfMjd(mjd)).toBe(iso)
      expect(utcOfMjd(mjdOfJd(jdOfMjd(mjd)))).toBe(iso)
    }),
  )
})
