import { expect, test } from 'vitest'
import { newSources } from './newSources.ts'
import type { NewSourceInput } from './newSources.ts'

/** Source 0 has two earlier misses, source 1 one, source 2 only a later one, source 3 none. */
const input: NewSourceInput = {
  expected: {
    count: 4,
    source: Int32Array.of(0, 1, 0, 2),
    imageIndex: Int32Array.of(0, 0, 1, 2),
    beforeFirst: Uint8Array.of(1, 1, 1, 0),
    firstDetection: Int32Array.of(3, 2, 1, 0),
  },
  covered: Uint8Array.of(1, 1, 1, 1),
  rmsMjy: Float64Array.of(2, 1.5, 1, 1),
  detections: { fluxPeakMjy: Float64Array.of(100, 100, 6, 12) },
  imageRmsMinMjy: Float64Array.of(1, 0.5, 0.1),
  minSigma: 5,
}

test('a source is new where an earlier image that covers it could have shown it; the highest significance counts', () => {
  const { isNew, newHighSigma } = newSources(input)
  expect([...isNew]).toEqual([1, 1, 0, 0])
  expect([...newHighSigma]).toEqual([12, 4, 0, 0])
})

test('an image whose pixels do not cover the source is no miss', () => {
  const { isNew, newHighSigma } = newSources({ ...input, covered: Uint8Array.of(1, 0, 0, 1) })
  expect([...isNew]).toEqual([1, 0, 0, 0])
  expect([...newHighSigma]).toEqual([6, 0, 0, 0])
})

test('an image that is not deep enough anywhere does not count, one that just reaches the threshold does', () => {
  expect([...newSources({ ...input, minSigma: 6 }).isNew]).toEqual([1, 1, 0, 0])
  const strict = newSources({ ...input, minSigma: 13 })
  expect([...strict.isNew]).toEqual([1, 0, 0, 0])
  expect(strict.newHighSigma[0]).toBe(12)
})

test('a place without noise says nothing', () => {
  expect([...newSources({ ...input, rmsMjy: Float64Array.of(NaN, 0, NaN, 1) }).isNew]).toEqual([0, 0, 0, 0])
})
