import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DrawnPoint, pointTable } from '../../../tests/pipeline/pointTable.ts'
import { separationDeg } from '../../sky/separation.ts'
import { lightCurves } from './lightCurves.ts'
import { sourcePositions } from './sourcePositions.ts'
import { sourceStatistics } from './sourceStatistics.ts'

function describePoints(
  points: readonly DrawnPoint[],
  {
    fluxFractionalError = 0,
    minAbsVs = 4.3,
    relationFrom = [],
  }: { fluxFractionalError?: number; minAbsVs?: number | null; relationFrom?: number[] } = {},
) {
  const table = pointTable(points)
  const positions = sourcePositions(table.detections, table.associations)
  const curves = lightCurves({ ...table, fluxFractionalError })
  return { positions, ...sourceStatistics({ curves, positions, relationFrom: Int32Array.from(relationFrom), minAbsVs }) }
}

/** Source 0 is seen twice and measured once by force; source 1 is seen once. */
const points: DrawnPoint[] = [
  { source: 0, image: 0, fluxMjy: 10, errMjy: 1 },
  { source: 1, image: 0, fluxMjy: 5, errMjy: 1 },
  { source: 0, image: 2, fluxMjy: 20, errMjy: 2 },
  { source: 0, image: 1, fluxMjy: 1, errMjy: 0.5, forced: true },
]

describe('fluxes', () => {
  test('have mean, range, V and eta over detections and forced fits', () => {
    const table = describePoints(points)
    expect([table.avgFluxIntMjy[0], table.minFluxIntMjy[0], table.maxFluxIntMjy[0]]).toEqual([31 / 3, 1, 20])
    expect([table.avgFluxPeakMjy[0], table.minFluxPeakMjy[0], table.maxFluxPeakMjy[0]]).toEqual([28 / 3, 1, 18])
    // numpy: std([10, 1, 20], ddof=1) / mean, and sum(w (I - average(I, weights=w))**2) / 2 with w = [1, 4, 1/4]
    expect(table.vInt[0]).toBeCloseTo(0.919779188992, 11)
    expect(table.etaInt[0]).toBeCloseTo(67.619047619048, 11)
  })

  test('of one point have no V and no eta', () => {
    const { vInt, vPeak, etaInt, etaPeak } = describePoints(points)
    expect([vInt[1], vPeak[1], etaInt[1], etaPeak[1]]).toEqual([NaN, NaN, NaN, NaN])
  })

  test('have their fractional error added in quadrature, detections and forced fits alike', () => {
    const fraction = 0.1
    const wider = points.map((point) => ({ ...point, errMjy: Math.hypot(point.errMjy, fraction * point.fluxMjy) }))
    expect(describePoints(points, { fluxFractionalError: fraction }).etaInt[0]).toBeCloseTo(describePoints(wider).etaInt[0], 12)
  })

  test('are summed in the order of image and id, whatever the order of the forced fits', () => {
    const point = fc.record({
      source: fc.nat(3),
      image: fc.nat(9),
      fluxMjy: fc.double({ min: -5, max: 100, noNaN: true }),
      errMjy: fc.double({ min: 0.1, max: 5, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(point, { minLength: 1, maxLength: 30, selector: ({ source, image }) => source * 10 + image }), (drawn) => {
        const seen = [0, 1, 2, 3].map((source): DrawnPoint => ({ source, image: 10, fluxMjy: 7, errMjy: 1 }))
        const forced = drawn.map((one) => ({ ...one, forced: true }))
        expect(describePoints([...seen, ...forced].reverse())).toEqual(describePoints([...seen.toReversed(), ...forced]))
      }),
    )
  })
})

describe('positions and quality', () => {
  test('come from detections only', () => {
    const table = describePoints(points)
    expect([table.nMeas[0], table.nMeasSel[0], table.nMeasForced[0]]).toEqual([3, 2, 1])
    expect([table.avgCompactness[0], table.minSnr[0], table.maxSnr[0]]).toEqual([1.1, 10, 10])
    expect(table.positions.uncertaintyEwDeg[0]).toBeCloseTo(1 / 3600 / Math.sqrt(1 + 1 / 9), 15)
    expect(table.positions.uncertaintyNsDeg[0]).toBeCloseTo(2 / 3600 / Math.sqrt(2), 15)
  })

  test('average across RA 0 without a seam', () => {
    const around: DrawnPoint[] = [0, 1, 2].map((image) => ({ source: 0, image: 80 + 20 * image, fluxMjy: 10, errMjy: 1 }))
    const { raDeg, decDeg } = describePoints(around).positions
    expect(separationDeg(raDeg[0], decDeg[0], 359.99998, -30)).toBeLessThan(5e-5)
  })

  test('count siblings and relations, and take island ratios as 1 for forced fits', () => {
    const table = describePoints([...points, { source: 0, image: 3, fluxMjy: 9, errMjy: 1 }], { relationFrom: [0, 1, 0] })
    expect([...table.nSibl]).toEqual([1, 0])
    expect([...table.nRel]).toEqual([2, 1])
    expect([table.minFluxPeakIslRatio[0], table.minFluxIntIslRatio[0]]).toEqual([1 / 4, 1 / 5])
  })

  test('have the separation from the nearest other source, NaN where there is none', () => {
    const { positions, nNeighbourDistDeg } = describePoints(points)
    const apart = separationDeg(positions.raDeg[0], positions.decDeg[0], positions.raDeg[1], positions.decDeg[1])
    for (const found of nNeighbourDistDeg) expect(found).toBeCloseTo(apart, 12)
    expect([...describePoints(points.slice(0, 1)).nNeighbourDistDeg]).toEqual([NaN])
  })
})

describe('pair aggregates', () => {
  test('are those of the significant pair with the largest |m|', () => {
    const table = describePoints(points)
    // (10, 1): Vs 8.05, m 1.636; (20, 1): Vs 9.22, m 1.810; (10, 20): Vs 4.47, m 0.667.
    expect(table.vsAbsSignificantMaxInt[0]).toBeCloseTo(19 / Math.hypot(2, 0.5), 12)
    expect(table.mAbsSignificantMaxInt[0]).toBeCloseTo(38 / 21, 12)
    expect(table.mAbsSignificantMaxPeak[0]).toBeCloseTo(34 / 19, 12)
  })

  test('are 0 where no pair is significant, where there is no pair, and where none are wanted', () => {
    expect(describePoints(points, { minAbsVs: 50 }).mAbsSignificantMaxInt[0]).toBe(0)
    expect(describePoints(points).vsAbsSignificantMaxInt[1]).toBe(0)
    expect(describePoints(points, { minAbsVs: null }).vsAbsSignificantMaxPeak[0]).toBe(0)
  })

  test('count a pair that just reaches the threshold', () => {
    const brighter: DrawnPoint[] = [
      { source: 0, image: 0, fluxMjy: 10, errMjy: 3 },
      { source: 0, image: 1, fluxMjy: 30, errMjy: 4 },
    ]
    expect(describePoints(brighter, { minAbsVs: 4 }).vsAbsSignificantMaxInt[0]).toBe(4)
    expect(describePoints(brighter, { minAbsVs: 4.000001 }).vsAbsSignificantMaxInt[0]).toBe(0)
  })

  test('do not count a pair whose fluxes add to 0', () => {
    const opposite: DrawnPoint[] = [
      { source: 0, image: 0, fluxMjy: 10, errMjy: 1 },
      { source: 0, image: 1, fluxMjy: -10, errMjy: 1, forced: true },
    ]
    expect(describePoints(opposite).mAbsSignificantMaxInt[0]).toBe(0)
  })
})

test('a run without sources has an empty table', () => {
  expect(describePoints([]).count).toBe(0)
})
