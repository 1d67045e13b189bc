import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryMap } from '../../../tests/pipeline/memoryMap.ts'
import { noiseStatistics } from './noiseStatistics.ts'

function sortedPositive(pixels: Float64Array): Float64Array {
  return pixels.filter((value) => value > 0 && value < Infinity).sort()
}

test('gives the median and range of the finite positive pixels', async () => {
  const pixel = fc.oneof(fc.double({ min: 1e-6, max: 1e-2, noNaN: true }), fc.constantFrom(0, NaN, -1, Infinity, 1e-4))
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(pixel, { minLength: 1, maxLength: 200 }),
      fc.nat(5),
      async (width, drawn, more) => {
        const height = Math.ceil(drawn.length / width)
        const map = memoryMap(width, height, (x, y) => drawn[y * width + x] ?? 0)
        const sorted = sortedPositive(map.pixels)
        const result = await noiseStatistics(map, 1 + more)
        expect(result.ok).toBe(sorted.length > 0)
        if (!result.ok) return
        const middle = sorted.length >>> 1
        const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        expect([result.value.minMjy, result.value.maxMjy]).toEqual([sorted[0] * 1e3, (sorted.at(-1) ?? NaN) * 1e3])
        expect(Math.abs(result.value.medianMjy / (median * 1e3) - 1)).toBeLessThan(1e-15)
      },
    ),
  )
})

test('reads a map whose noise rises to the edge once, but for a few rows', async () => {
  const map = memoryMap(
    400,
    700,
    (x, y) => 2e-4 * (1 + ((x - 200) ** 2 + (y - 350) ** 2) / 1e5) * (1 + (((x * 7919 + y * 104729) % 1013) - 506) / 9000),
  )
  const result = await noiseStatistics(map, 50)
  const sorted = sortedPositive(map.pixels)
  expect(result).toMatchObject({ ok: true, value: { medianMjy: (sorted[139_999] + (sorted[140_000] - sorted[139_999]) / 2) * 1e3 } })
  expect(Math.max(...map.rowReads)).toBe(2)
  expect(map.rowReads.filter((reads) => reads === 2).length).toBe(64)
})

test('finds the median also where the sampled rows mislead', async () => {
  const lies = new Set(Array.from({ length: 64 }, (_, k) => Math.floor(((k + 0.5) * 1000) / 64)))
  const map = memoryMap(50, 1000, (x, y) => (lies.has(y) ? 1 : 1e-4 * (1 + ((x * 31 + y * 17) % 97) / 97)))
  const result = await noiseStatistics(map, 100)
  const sorted = sortedPositive(map.pixels)
  expect(result).toMatchObject({ ok: true, value: { medianMjy: (sorted[24_999] + (sorted[25_000] - sorted[24_999]) / 2) * 1e3 } })
})

test('refuses a map without a finite positive pixel', async () => {
  const result = await noiseStatistics(
    memoryMap(8, 4, (x) => (x % 2 === 0 ? 0 : NaN)),
    3,
  )
  expect(result).toMatchObject({ ok: false, fault: { code: 'noise.allBlank' } })
  if (!result.ok) expect(result.fault.message).toBe('expected finite positive pixels in the noise map, found none among 8 x 4')
})
