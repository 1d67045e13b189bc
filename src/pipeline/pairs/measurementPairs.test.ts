import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DrawnPoint, pointTable } from '../../../tests/pipeline/pointTable.ts'
import { lightCurves } from '../statistics/lightCurves.ts'
import { measurementPairs } from './measurementPairs.ts'

function rowsOf(points: readonly DrawnPoint[], rowsPerChunk?: number, fluxFractionalError = 0) {
  const curves = lightCurves({ ...pointTable(points), fluxFractionalError })
  return [...measurementPairs(curves, rowsPerChunk)].flatMap((chunk) =>
    Array.from({ length: chunk.count }, (_, row) => ({
      source: chunk.source[row],
      ids: [chunk.measIdA[row], chunk.measIdB[row]],
      images: [chunk.imageIndexA[row], chunk.imageIndexB[row]],
      int: [chunk.fluxIntAMjy[row], chunk.fluxIntErrAMjy[row], chunk.fluxIntBMjy[row], chunk.fluxIntErrBMjy[row]],
      peak: [chunk.fluxPeakAMjy[row], chunk.fluxPeakErrAMjy[row], chunk.fluxPeakBMjy[row], chunk.fluxPeakErrBMjy[row]],
      vs: [chunk.vsInt[row], chunk.vsPeak[row]],
      m: [chunk.mInt[row], chunk.mPeak[row]],
    })),
  )
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

test('gives the same rows in chunks of any size, as many as there are pairs', () => {
  const drawn = fc.uniqueArray(fc.record({ source: fc.nat(5), image: fc.nat(7) }), {
    selector: ({ source, image }) => source * 10 + image,
    maxLength: 40,
  })
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 20 }), (places, rowsPerChunk) => {
      const some = places.map(({ source, image }, i) => ({ source, image, fluxMjy: 1 + i, errMjy: 1 }))
      const rows = rowsOf(some)
      expect(rowsOf(some, rowsPerChunk)).toEqual(rows)
      const counts = [0, 1, 2, 3, 4, 5].map((source) => some.filter((point) => point.source === source).length)
      expect(rows.length).toBe(counts.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0))
    }),
  )
})

test('a run without pairs gives no chunk', () => {
  expect(rowsOf(points.slice(0, 2))).toEqual([])
})
