import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type GaussianFit, type GaussianFitErrors, writeCondonErrors } from './condon.ts'

const beam = { beamMajorArcsec: 15, beamMinorArcsec: 10 }

function errorsOf(fit: GaussianFit): GaussianFitErrors {
  const errors = { raErrDeg: -1, decErrDeg: -1, errBmajArcsec: -1, errBminArcsec: -1, errPaDeg: -1, fluxPeakErrMjy: -1, fluxIntErrMjy: -1 }
  writeCondonErrors(fit, errors)
  return errors
}

const anyFit = fc.record({
  majorArcsec: fc.double({ min: 5, max: 60, noNaN: true }),
  minorArcsec: fc.double({ min: 5, max: 60, noNaN: true }),
  paDeg: fc.double({ min: -180, max: 180, noNaN: true }),
  fluxPeakMjy: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  fluxIntMjy: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  snr: fc.double({ min: 3, max: 5000, noNaN: true }),
  beamMajorArcsec: fc.constant(15),
  beamMinorArcsec: fc.constant(10),
})

test('gives what the VAST Pipeline gives for component_1a of epoch01 of its sample, in arcsec and degrees', () => {
  const fit = { majorArcsec: 15, minorArcsec: 10, paDeg: 0.04, fluxPeakMjy: 2002.257017, fluxIntMjy: 2001.231634, ...beam }
  const errors = errorsOf({ ...fit, snr: 2002.257017 / 0.93644 })
  expect(errors.raErrDeg / 5.5169625950928823e-7).toBeCloseTo(1, 11)
  expect(errors.decErrDeg / 8.2754402514216934e-7).toBeCloseTo(1, 11)
  expect(errors.errBmajArcsec / 3600 / 1.948717522378486e-6).toBeCloseTo(1, 11)
  expect(errors.errBminArcsec / 3600 / 1.2991450149189907e-6).toBeCloseTo(1, 11)
  expect((errors.errPaDeg * Math.PI) / 180 / 0.00079369999182194416).toBeCloseTo(1, 11)
  expect(errors.fluxPeakErrMjy / 0.93643999999996264).toBeCloseTo(1, 11)
  expect(errors.fluxIntErrMjy / 1.6211310296557333).toBeCloseTo(1, 11)
})

test('errors of a resolved fit are those of the formulas as Condon prints them', () => {
  const fit = { majorArcsec: 31, minorArcsec: 17, paDeg: 25, fluxPeakMjy: 4, fluxIntMjy: 13, snr: 16, ...beam }
  const exponents = [
    [5 / 2, 1 / 2],
    [1 / 2, 5 / 2],
    [3 / 2, 3 / 2],
  ]
  const [rhoMajor, rhoMinor, rhoPeak] = exponents.map(([aMajor, aMinor]) =>
    Math.sqrt(((31 * 17) / (4 * 15 * 10)) * (1 + (15 / 31) ** 2) ** aMajor * (1 + (10 / 17) ** 2) ** aMinor * 16 ** 2),
  )
  const errors = errorsOf(fit)
  const [alongMajor, alongMinor] = [31 / rhoMajor, 17 / rhoMinor].map((size) => size / 3600 / Math.sqrt(8 * Math.LN2))
  const [sine, cosine] = [Math.sin((25 * Math.PI) / 180), Math.cos((25 * Math.PI) / 180)]
  expect(errors.errBmajArcsec).toBeCloseTo((Math.SQRT2 * 31) / rhoMajor, 12)
  expect(errors.errBminArcsec).toBeCloseTo((Math.SQRT2 * 17) / rhoMinor, 12)
  expect(errors.errPaDeg).toBeCloseTo(((2 * 31 * 17) / (31 ** 2 - 17 ** 2) / rhoMinor) * (180 / Math.PI), 10)
  expect(errors.raErrDeg).toBeCloseTo(Math.SQRT2 * Math.sqrt((alongMajor * sine) ** 2 + (alongMinor * cosine) ** 2), 15)
  expect(errors.decErrDeg).toBeCloseTo(Math.SQRT2 * Math.sqrt((alongMajor * cosine) ** 2 + (alongMinor * sine) ** 2), 15)
  expect(errors.fluxPeakErrMjy).toBeCloseTo((4 * Math.SQRT2) / rhoPeak, 12)
  const squares = 2 / rhoPeak ** 2 + ((15 * 10) / (31 * 17)) * (2 / rhoMajor ** 2 + 2 / rhoMinor ** 2)
  expect(errors.fluxIntErrMjy).toBeCloseTo(13 * Math.sqrt(squares), 12)
})

test('the error of the peak of a point source is the local noise', () => {
  fc.assert(
    fc.property(anyFit, (fit) => {
      const errors = errorsOf({ ...fit, majorArcsec: 15, minorArcsec: 10 })
      expect((errors.fluxPeakErrMjy * fit.snr) / fit.fluxPeakMjy).toBeCloseTo(1, 12)
    }),
  )
})

test('every error falls as the signal to noise ratio rises', () => {
  fc.assert(
    fc.property(anyFit, (fit) => {
      const faint = errorsOf(fit)
      const bright = errorsOf({ ...fit, snr: 2 * fit.snr })
      expect(bright.raErrDeg / faint.raErrDeg).toBeCloseTo(0.5, 12)
      expect(bright.decErrDeg / faint.decErrDeg).toBeCloseTo(0.5, 12)
      expect(bright.errBmajArcsec / faint.errBmajArcsec).toBeCloseTo(0.5, 12)
      expect(bright.fluxIntErrMjy / faint.fluxIntErrMjy).toBeCloseTo(0.5, 12)
    }),
  )
})

test('a quarter turn of the fit swaps the errors of right ascension and declination', () => {
  fc.assert(
    fc.property(anyFit, (fit) => {
      const here = errorsOf(fit)
      const turned = errorsOf({ ...fit, paDeg: fit.paDeg + 90 })
      expect(turned.raErrDeg / here.decErrDeg).toBeCloseTo(1, 10)
      expect(turned.decErrDeg / here.raErrDeg).toBeCloseTo(1, 10)
    }),
  )
})

test('the position angle of a round fit, or of one in noise, is unknown by 180 deg', () => {
  const fit = { majorArcsec: 12, minorArcsec: 12, paDeg: 30, fluxPeakMjy: 1, fluxIntMjy: 1, snr: 1000, ...beam }
  expect(errorsOf(fit).errPaDeg).toBe(180)
  expect(errorsOf({ ...fit, minorArcsec: 13 }).errPaDeg).toBe(180)
  expect(errorsOf({ ...fit, minorArcsec: 11.99, snr: 3 }).errPaDeg).toBe(180)
  expect(errorsOf({ ...fit, minorArcsec: 6 }).errPaDeg).toBeLessThan(1)
})

test('without a size, a flux density or a signal there are no errors', () => {
  const fit = { majorArcsec: 15, minorArcsec: 10, paDeg: 30, fluxPeakMjy: 1, fluxIntMjy: 1, snr: 5, ...beam }
  const none = { raErrDeg: 0, decErrDeg: 0, errBmajArcsec: 0, errBminArcsec: 0, errPaDeg: 0, fluxPeakErrMjy: 0, fluxIntErrMjy: 0 }
  for (const key of ['majorArcsec', 'minorArcsec', 'fluxPeakMjy', 'fluxIntMjy', 'snr']) expect(errorsOf({ ...fit, [key]: 0 })).toEqual(none)
})

test('errors of negative flux densities are positive', () => {
  const errors = errorsOf({ majorArcsec: 15, minorArcsec: 10, paDeg: 30, fluxPeakMjy: -2, fluxIntMjy: -2, snr: -5, ...beam })
  expect(Math.min(...Object.values(errors))).toBeGreaterThan(0)
})
