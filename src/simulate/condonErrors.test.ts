import { expect, test } from 'vitest'
import { condonErrors } from './condonErrors.ts'

const beam = { majorArcsec: 14, minorArcsec: 11, paDeg: 20 }

test('the peak of a point source is as uncertain as the noise, its position as the beam over 2.35 times the signal to noise', () => {
  const errors = condonErrors(beam, beam, 20)
  const perPosition = Math.sqrt(8 * Math.LN2)
  expect(errors.peakFraction).toBeCloseTo(1 / 20, 12)
  expect(errors.alongArcsec).toBeCloseTo(14 / (perPosition * 20), 12)
  expect(errors.acrossArcsec).toBeCloseTo(11 / (perPosition * 20), 12)
  expect(errors.majorArcsec).toBeCloseTo(14 / 20, 12)
  expect(errors.minorArcsec).toBeCloseTo(11 / 20, 12)
  expect(errors.intFraction).toBeCloseTo(Math.sqrt(3) / 20, 12)
})

test('a round source has no position angle: its error is 90 deg', () => {
  expect(condonErrors({ majorArcsec: 12, minorArcsec: 12, paDeg: 0 }, beam, 1000).paDeg).toBe(90)
})

test('an extended source has a better known peak than a point of the same signal to noise', () => {
  const wide = condonErrors({ majorArcsec: 40, minorArcsec: 30, paDeg: 0 }, beam, 20)
  expect(wide.peakFraction).toBeLessThan(1 / 20)
})
