import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arcsecToDeg, degToArcsec, normaliseRaDeg } from './angle.ts'
import { separationDeg, writeOffsetPositionDeg, writeTangentOffsetDeg } from './separation.ts'

const raDeg = fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true })
const decDeg = fc.double({ min: -90, max: 90, noNaN: true })
const pair = new Float64Array(2)

describe('separation', () => {
  test('keeps full relative precision at a thousandth of a milliarcsecond', () => {
    const tiny = arcsecToDeg(1e-6)
    // Exact in binary, so that the position itself loses nothing.
    const step = 2 ** -30
    expect(separationDeg(0, 0, step, 0)).toBeCloseTo(step, 24)
    expect(separationDeg(0, -60, step, -60) / (step * 0.5)).toBeCloseTo(1, 14)
    expect(separationDeg(17, 0, 17, tiny) / tiny).toBeCloseTo(1, 14)
  })

  test('is exact near the antipode', () => {
    const step = 2 ** -20
    expect(180 - separationDeg(10, 30, 190, -30)).toBe(0)
    expect((180 - separationDeg(10, 30, 190, -30 + step)) / step).toBeCloseTo(1, 6)
  })

  test('has no seam at RA 0', () => {
    expect(separationDeg(359.5, 0, 0.5, 0)).toBeCloseTo(1, 13)
  })

  test('is symmetric, and unchanged by a turn of the sky about its axis', () => {
    fc.assert(
      fc.property(raDeg, decDeg, raDeg, decDeg, raDeg, (raA, decA, raB, decB, turn) => {
        const separation = separationDeg(raA, decA, raB, decB)
        expect(separationDeg(raB, decB, raA, decA)).toBeCloseTo(separation, 12)
        expect(separationDeg(normaliseRaDeg(raA + turn), decA, normaliseRaDeg(raB + turn), decB)).toBeCloseTo(separation, 6)
      }),
    )
  })

  test('an offset of the tangent of an angle lies at that angle', () => {
    fc.assert(
      fc.property(
        raDeg,
        fc.double({ min: -89, max: 89, noNaN: true }),
        fc.double({ min: 0.001, max: 80, noNaN: true }),
        raDeg,
        (ra, dec, far, angle) => {
          const tangent = (Math.tan((far * Math.PI) / 180) * 180) / Math.PI
          const turn = (angle * Math.PI) / 180
          writeOffsetPositionDeg(tangent * Math.sin(turn), tangent * Math.cos(turn), ra, dec, pair, 0)
          expect(separationDeg(ra, dec, pair[0], pair[1])).toBeCloseTo(far, 10)
        },
      ),
    )
  })
})

describe('tangent offsets', () => {
  test('go there and back everywhere on the sky, poles included', () => {
    const offset = fc.double({ min: -3600, max: 3600, noNaN: true })
    fc.assert(
      fc.property(
        raDeg,
        fc.oneof(decDeg, fc.constantFrom(90, -90, 89.9999, -89.9999, 0)),
        offset,
        offset,
        (ra, dec, xiArcsec, etaArcsec) => {
          const xi = arcsecToDeg(xiArcsec)
          const eta = arcsecToDeg(etaArcsec)
          writeOffsetPositionDeg(xi, eta, ra, dec, pair, 0)
          expect(pair[0]).toBeGreaterThanOrEqual(0)
          expect(pair[0]).toBeLessThan(360)
          writeTangentOffsetDeg(pair[0], pair[1], ra, dec, pair, 0)
          expect(Math.abs(degToArcsec(pair[0] - xi))).toBeLessThan(1e-8)
          expect(Math.abs(degToArcsec(pair[1] - eta))).toBeLessThan(1e-8)
        },
      ),
    )
  })

  test('of nothing give the reference to the last bit', () => {
    fc.assert(
      fc.property(raDeg, decDeg, (ra, dec) => {
        writeOffsetPositionDeg(0, 0, ra, dec, pair, 0)
        expect(separationDeg(pair[0], pair[1], ra, dec)).toBe(0)
        expect(pair[1] - dec).toBe(0)
      }),
    )
  })

  test('do not exist from a right angle on', () => {
    writeTangentOffsetDeg(180, 0, 0, 0, pair, 0)
    expect([...pair]).toEqual([NaN, NaN])
    writeTangentOffsetDeg(0, -45, 0, 45.001, pair, 0)
    expect([...pair]).toEqual([NaN, NaN])
  })
})
