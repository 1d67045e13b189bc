import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arcsecToDeg, degToArcsec, normaliseRaDeg } from './angle.ts'
import {
  addToMeanPosition,
  copyMeanPosition,
  createMeanPositions,
  growMeanPositions,
  startMeanPosition,
  writeMeanPositionDeg,
} from './meanPosition.ts'
import { separationDeg, writeOffsetPositionDeg } from './separation.ts'

interface Scattered {
  readonly xiArcsec: number
  readonly etaArcsec: number
  readonly weight: number
}

const raDeg = fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true })
const scattered = fc.array(
  fc.record({
    xiArcsec: fc.double({ min: -3, max: 3, noNaN: true }),
    etaArcsec: fc.double({ min: -3, max: 3, noNaN: true }),
    weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
  { minLength: 1, maxLength: 8 },
)

/** The mean of positions that lie at the given offsets about a centre, with the first of them as reference. */
function meanAround(centreRaDeg: number, centreDecDeg: number, measurements: readonly Scattered[]): Float64Array {
  const means = createMeanPositions(1)
  const position = new Float64Array(2)
  for (const [i, { xiArcsec, etaArcsec, weight }] of measurements.entries()) {
    writeOffsetPositionDeg(arcsecToDeg(xiArcsec), arcsecToDeg(etaArcsec), centreRaDeg, centreDecDeg, position, 0)
    if (i === 0) startMeanPosition(means, 0, position[0], position[1])
    addToMeanPosition(means, 0, position[0], position[1], weight, weight)
  }
  writeMeanPositionDeg(means, 0, position, 0)
  return position
}

test('the mean is the weighted mean of the offsets, at RA 0 and at the poles as elsewhere', () => {
  fc.assert(
    fc.property(scattered, raDeg, fc.constantFrom(0, 45, -80, 89.9999, 90, -90), (measurements, ra, dec) => {
      const weights = measurements.reduce((sum, m) => sum + m.weight, 0)
      const xi = measurements.reduce((sum, m) => sum + m.weight * m.xiArcsec, 0) / weights
      const eta = measurements.reduce((sum, m) => sum + m.weight * m.etaArcsec, 0) / weights
      for (const centreRa of [ra, 0]) {
        const expected = new Float64Array(2)
        writeOffsetPositionDeg(arcsecToDeg(xi), arcsecToDeg(eta), centreRa, dec, expected, 0)
        const [meanRa, meanDec] = meanAround(centreRa, dec, measurements)
        expect(degToArcsec(separationDeg(meanRa, meanDec, expected[0], expected[1]))).toBeLessThan(5e-9)
      }
    }),
  )
})

test('a turn of the sky turns the mean', () => {
  fc.assert(
    fc.property(scattered, raDeg, (measurements, turn) => {
      const [ra, dec] = meanAround(10, -60, measurements)
      const [turnedRa, turnedDec] = meanAround(normaliseRaDeg(10 + turn), -60, measurements)
      expect(degToArcsec(separationDeg(normaliseRaDeg(ra + turn), dec, turnedRa, turnedDec))).toBeLessThan(2e-9)
    }),
  )
})

test('east-west and north-south are weighted on their own', () => {
  const means = createMeanPositions(1)
  const mean = new Float64Array(2)
  startMeanPosition(means, 0, 0, 0)
  addToMeanPosition(means, 0, arcsecToDeg(-1), arcsecToDeg(-1), 3, 1)
  addToMeanPosition(means, 0, arcsecToDeg(1), arcsecToDeg(1), 1, 3)
  writeMeanPositionDeg(means, 0, mean, 0)
  expect(degToArcsec(mean[0] - 360)).toBeCloseTo(-0.5, 8)
  expect(degToArcsec(mean[1])).toBeCloseTo(0.5, 8)
  expect([means.sumWeightEw[0], means.sumWeightNs[0]]).toEqual([4, 4])
})

test('one measurement is its own mean to the last bit', () => {
  const means = createMeanPositions(1)
  const mean = new Float64Array(2)
  startMeanPosition(means, 0, 321.123456789, -65.4321)
  addToMeanPosition(means, 0, 321.123456789, -65.4321, 0.37, 0.21)
  writeMeanPositionDeg(means, 0, mean, 0)
  expect([...mean]).toEqual([321.123456789, -65.4321])
})

test('a copy goes its own way, and growing loses nothing', () => {
  const means = createMeanPositions(1)
  startMeanPosition(means, 0, 10, 0)
  addToMeanPosition(means, 0, 10, 0, 1, 1)
  const grown = growMeanPositions(means, 2)
  copyMeanPosition(grown, 0, 1)
  addToMeanPosition(grown, 1, 10.001, 0, 1, 1)
  const mean = new Float64Array(4)
  writeMeanPositionDeg(grown, 0, mean, 0)
  writeMeanPositionDeg(grown, 1, mean, 2)
  expect(mean[0]).toBe(10)
  expect(mean[2]).toBeCloseTo(10.0005, 10)
})

test('a source without weight has no position', () => {
  const means = createMeanPositions(1)
  const mean = new Float64Array(2)
  startMeanPosition(means, 0, 10, 0)
  writeMeanPositionDeg(means, 0, mean, 0)
  expect([...mean]).toEqual([NaN, NaN])
})
