import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { selectInPlace } from './orderStatistics.ts'
import { StreamingMedian, bracketMedian } from './streamingMedian.ts'
import type { MedianBracket, PositiveStatistics } from './streamingMedian.ts'

// Few distinct numbers, so that equal ones are common.
const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }))

function medianBySorting(values: Float64Array): number {
  const sorted = values.slice().sort()
  const middle = sorted.length >>> 1
  if (sorted.length % 2 === 1) return sorted[middle]
  return (sorted[middle - 1] + sorted[middle]) / 2
}

test('a selected value is that of its rank among the sorted ones', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.nat(), (all, number) => {
      const sorted = Float64Array.from(all).sort()
      const rank = number % all.length
      expect(selectInPlace(Float64Array.from(all), rank) + 0).toBe(sorted[rank] + 0)
    }),
  )
})

/** Reads the values in slices, and again with the better bracket as long as it is missed. */
function readAll(
  values: Float64Array,
  bracket: MedianBracket,
  slice: number,
  capacity?: number,
): { passes: number; result: PositiveStatistics } {
  let next: MedianBracket | null = bracket
  let passes = 0
  let result: PositiveStatistics
  do {
    const stream: StreamingMedian = new StreamingMedian(next, capacity)
    for (let at = 0; at < values.length; at += slice) stream.add(values.subarray(at, at + slice))
    result = stream.finish()
    next = result.betterBracket
    passes++
  } while (next !== null && passes < 10)
  return { passes, result }
}

function noise(count: number, seed: number): Float64Array {
  let state = seed
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return 1e-4 * (1 + (state / 4294967296) ** 2)
  })
}

describe('the streaming median', () => {
  const pixel = fc.oneof(
    fc.double({ min: 1e-6, max: 1e-2, noNaN: true }),
    fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, -1e-4, 1e-4, 2e-4, 5e-324, Number.MAX_VALUE),
  )

  test('is exact whatever the bracket was, in the end', () => {
    fc.assert(
      fc.property(
        fc.array(pixel, { maxLength: 300 }),
        fc.array(pixel, { maxLength: 30 }),
        fc.integer({ min: 1, max: 100 }),
        (all, sample, slice) => {
          const values = Float64Array.from(all)
          const kept = values.filter((v) => v > 0 && v < Infinity)
          const { result } = readAll(values, bracketMedian(Float64Array.from(sample)), slice)
          expect(result.count).toBe(kept.length)
          expect(result.median).toBe(kept.length === 0 ? NaN : medianBySorting(kept))
          expect(result.minimum).toBe(kept.length === 0 ? NaN : kept.reduce((a, b) => Math.min(a, b)))
          expect(result.maximum).toBe(kept.length === 0 ? NaN : kept.reduce((a, b) => Math.max(a, b)))
        },
      ),
    )
  })

  test('needs one pass with a fair sample, two with a sample of the edge', () => {
    const values = noise(300_001, 5)
    const fair = readAll(values, bracketMedian(noise(20_000, 6)), 4096, 20_000)
    expect([fair.passes, fair.result.median]).toEqual([1, medianBySorting(values)])
    const edge = readAll(values, bracketMedian(noise(1000, 7).map((v) => 5 * v)), 4096, 20_000)
    expect([edge.passes, edge.result.median]).toEqual([2, medianBySorting(values)])
  })

  test('says that it does not know when the bracket missed or held too much', () => {
    const values = noise(10_000, 8)
    const missed = new StreamingMedian({ low: 1, high: 2 })
    missed.add(values)
    expect(missed.finish()).toMatchObject({ count: 10_000, median: null })
    const full = new StreamingMedian({ low: 0, high: Infinity }, 100)
    full.add(values)
    const { median: unknown, betterBracket } = full.finish()
    expect(unknown).toBeNull()
    expect(betterBracket?.low).toBeGreaterThan(1e-4)
    expect(betterBracket?.high).toBeLessThan(2e-4)
  })

  test('keeps nothing of a map of one value, or of two', () => {
    const one = new Float64Array(50_000).fill(3e-4)
    expect(readAll(one, bracketMedian(one.subarray(0, 1000)), 1000, 10).result.median).toBe(3e-4)
    const two = one.map((v, i) => (i % 2 === 0 ? v : 1e-4))
    expect(readAll(two, { low: 1e-4, high: 3e-4 }, 1000, 10).result.median).toBe((1e-4 + 3e-4) / 2)
  })

  test('says of single precision what it says of the same values in double precision', () => {
    const float = fc.oneof(
      fc.constantFrom(1e-4, 2e-4, 3e-4),
      fc.float({ min: Math.fround(1e-4), max: Math.fround(3e-4), noNaN: true }),
      fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, -1e-4, 1.401298464324817e-45, -1.401298464324817e-45, 3.4028234663852886e38),
    )
    const end = fc.oneof(
      fc.constantFrom(0, 1e-60, Math.fround(1e-4), 2e-4, 1e300, Infinity, -1),
      fc.double({ min: 1e-4, max: 3e-4, noNaN: true }),
    )
    fc.assert(
      fc.property(
        fc.array(float, { maxLength: 40 }),
        fc.nat(40),
        end,
        end,
        fc.integer({ min: 1, max: 50 }),
        (all, cut, low, high, capacity) => {
          const values = Float32Array.from(all)
          const streams = [values, Float64Array.from(values)].map((column) => {
            const stream = new StreamingMedian({ low, high }, capacity)
            stream.add(column.subarray(0, cut))
            stream.add(column.subarray(cut))
            return stream.finish()
          })
          expect(streams[0]).toEqual(streams[1])
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('reads single precision as it is', () => {
    const stream = new StreamingMedian(bracketMedian(Float32Array.of(1, 2, 3)))
    stream.add(Float32Array.of(0.1, NaN, 0.3, 0.2, 0))
    expect(stream.finish()).toMatchObject({ count: 3, median: Math.fround(0.2), minimum: Math.fround(0.1), maximum: Math.fround(0.3) })
  })
})
