import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DrawnPoint, pointTable } from '../../../tests/pipeline/pointTable.ts'
import { lightCurves } from '../statistics/lightCurves.ts'
import { measurementPairs } from './measurementPairs.ts'
import type { PairGroup } from './pairGroup.ts'

function rowsOf(points: readonly DrawnPoint[], pairsPerGroup?: number, fluxFractionalError = 0) {
  return groupsOf(points, pairsPerGroup, fluxFractionalError).flat()
}

function groupsOf(points: readonly DrawnPoint[], pairsPerGroup?: number, fluxFractionalError = 0) {
  const curves = lightCurves({ ...pointTable(points), fluxFractionalError })
  return Array.from(measurementPairs(curves, pairsPerGroup), rowsOfGroup)
}

function rowsOfGroup({ count, points, sources, earlier, later, vsInt, vsPeak, mInt, mPeak }: PairGroup) {
  const runOf = Array.from(earlier.pairs).flatMap((pairs, run) => Array.from({ length: pairs }, () => run))
  expect([runOf.length, later.length]).toEqual([count, count])
  return runOf.map((run, row) => {
    const [a, b] = [earlier.point[run], later[row]]
    return {
      source: sources[earlier.source[run]],
      ids: [points.id[a], points.id[b]],
      images: [points.imageIndex[a], points.imageIndex[b]],
      int: [points.fluxIntMjy[a], points.fluxIntErrMjy[a], points.fluxIntMjy[b], points.fluxIntErrMjy[b]],
      peak: [points.fluxPeakMjy[a], points.fluxPeakErrMjy[a], points.fluxPeakMjy[b], points.fluxPeakErrMjy[b]],
      vs: [vsInt[row], vsPeak[row]],
      m: [mInt[row], mPeak[row]],
    }
  })
}

const points: DrawnPoint[] = [
  { source: 1, image: 0, fluxMjy: 10, errMjy: 1 },
  { source: 0, image: 0, fluxMjy: 5, errMjy: 1 },
  { source: 1, image: 2, fluxMjy: 20, errMjy: 2 },
  { source: 1, image: 1, fluxMjy: 1, errMjy: 0.5, forced: true },
]

test('pairs each point with the later ones of its source, the earlier first', () => {
  const rows = rowsOf(points)
  expect(rows.map(({ source, images }) => [source, ...images])).toEqual([
    [1, 0, 1],
    [1, 0, 2],
    [1, 1, 2],
  ])
  expect(rows[0].ids).toEqual([1, 2 ** 52])
  expect(rows[2].int).toEqual([1, 0.5, 20, 2])
  expect(rows[2].peak).toEqual([1, 0.5, 18, 1])
})

test('has Vs and m in single precision of the double values', () => {
  const [row] = rowsOf(points)
  expect(row.vs).toEqual([9 / Math.hypot(1, 0.5), 8 / Math.hypot(0.5, 0.5)].map(Math.fround))
  expect(row.m).toEqual([18 / 11, 16 / 10].map(Math.fround))
})

test('adds the fractional error to both errors', () => {
  const [row] = rowsOf(points, undefined, 0.1)
  expect(row.int[1]).toBe(Math.fround(Math.sqrt(2)))
  expect(row.vs[0]).toBeCloseTo(9 / Math.sqrt(2 + 0.26), 6)
})

test('gives the same rows in groups of any size, as many as there are pairs', () => {
  const drawn = fc.uniqueArray(fc.record({ source: fc.nat(5), image: fc.nat(7) }), {
    selector: ({ source, image }) => source * 10 + image,
    maxLength: 40,
  })
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 20 }), (places, pairsPerGroup) => {
      const some = places.map(({ source, image }, i) => ({ source, image, fluxMjy: 1 + i, errMjy: 1 }))
      const rows = rowsOf(some)
      expect(rowsOf(some, pairsPerGroup)).toEqual(rows)
      const counts = [0, 1, 2, 3, 4, 5].map((source) => some.filter((point) => point.source === source).length)
      expect(rows.length).toBe(counts.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0))
    }),
  )
})

test('parts a light curve between its points where it has more pairs than a group', () => {
  const curve = Array.from({ length: 6 }, (_, image) => ({ source: 2, image, fluxMjy: 1 + image, errMjy: 1 }))
  const pair = [0, 1].map((image) => ({ source: 0, image, fluxMjy: 5, errMjy: 1 }))
  expect(groupsOf([...pair, ...curve], 6).map((group) => group.length)).toEqual([6, 4, 6])
  expect(groupsOf([...pair, ...curve], 2).map((group) => group.length)).toEqual([1, 5, 4, 5, 1])
})

test('a run without pairs gives no group', () => {
  expect(groupsOf(points.slice(0, 2))).toEqual([])
})
