import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ImageShape, memoryMap, shapedFacts } from '../../../tests/pipeline/memoryMap.ts'
import { type EarlierPlaces, sameEarlierPlaces, withEarlierFits } from './earlierPlaces.ts'
import { measureImage } from './measureImage.ts'
import { type ForcedFits, type ForcedRequests, type ForcedSettings, pickRequests } from './requests.ts'
import { stampGeometry } from './stampGeometry.ts'

const shape: ImageShape = { width: 160, height: 140, pixelArcsec: 2.5, bmajArcsec: 15, bminArcsec: 10, bpaDeg: 35, rotationDeg: 0 }
const facts = shapedFacts(shape)
const image = memoryMap(shape.width, shape.height, (x, y) => 1e-3 * Math.sin(0.3 * x) * Math.cos(0.2 * y) + 1e-4 * ((x * 7 + y * 13) % 11))
const noise = memoryMap(shape.width, shape.height, (x, y) => ((x * 31 + y * 17) % 997 === 0 ? NaN : 1e-4 * (1 + x / shape.width)))
const background = memoryMap(shape.width, shape.height, (x, y) => 1e-5 * (x - y))

async function measured(requests: ForcedRequests, settings: ForcedSettings): Promise<ForcedFits> {
  const result = await measureImage({ image, noise, background, facts, requests, settings })
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

type Place = readonly [x: number, y: number, wantsFit: number]

function requestsOf(places: readonly Place[]): ForcedRequests {
  return {
    count: places.length,
    source: Int32Array.from(places.keys()),
    x: Float64Array.from(places, ([x]) => x),
    y: Float64Array.from(places, ([, y]) => y),
    raDeg: new Float64Array(places.length),
    decDeg: new Float64Array(places.length),
    wantsFit: Uint8Array.from(places, ([, , wantsFit]) => wantsFit),
  }
}

async function lookedAt(places: readonly Place[], settings: ForcedSettings): Promise<EarlierPlaces> {
  const requests = requestsOf(places)
  return { ...requests, ...(await measured(requests, settings)) }
}

interface Outcome {
  readonly fits: ForcedFits
  /** By request, whether it was taken over. */
  readonly isTakenOver: readonly boolean[]
}

async function measuredAfter(earlier: EarlierPlaces, requests: ForcedRequests, settings: ForcedSettings): Promise<Outcome> {
  const geometry = stampGeometry(facts, settings.edgeBufferScale)
  const same = sameEarlierPlaces(requests, earlier, geometry, settings.clusterThreshold * geometry.beamMajorPixels)
  const open = Int32Array.from(same.keys()).filter((request) => same[request] === -1)
  const anew = await measured(pickRequests(requests, open), settings)
  return { fits: withEarlierFits(requests, same, earlier, anew), isTakenOver: Array.from(same, (place) => place !== -1) }
}

const plain: ForcedSettings = { edgeBufferScale: 1.2, clusterThreshold: 3, allowNan: false }

const arbitraryPosition = fc.oneof(
  fc.tuple(fc.double({ min: 5, max: 155, noNaN: true }), fc.double({ min: 5, max: 135, noNaN: true })),
  // On a grid many share a row or a column.
  fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 13 })).map(([x, y]) => [10 * x, 10 * y] as const),
)
const arbitrarySettings = fc.record({
  edgeBufferScale: fc.constantFrom(1, 1.2),
  clusterThreshold: fc.constantFrom(0, 1, 3),
  allowNan: fc.boolean(),
})

/** Places, some of them twice, of which all but a few are there each time, in any order. */
const arbitraryTimes = fc.array(fc.tuple(arbitraryPosition, fc.constantFrom(0, 1, 1)), { minLength: 1, maxLength: 30 }).chain((drawn) => {
  const places = drawn.map(([[x, y], wantsFit]): Place => [x, y, wantsFit])
  const pool = [...places, ...places.slice(0, 2)]
  const most = fc.shuffledSubarray(pool, { minLength: Math.max(0, pool.length - 3) })
  return fc.record({ before: most, after: most, settings: arbitrarySettings })
})

test('what is taken over and what is measured anew is bit for bit what measuring everything gives', async () => {
  let takenOver = 0
  await fc.assert(
    fc.asyncProperty(arbitraryTimes, async ({ before, after, settings }) => {
      const requests = requestsOf(after)
      const outcome = await measuredAfter(await lookedAt(before, settings), requests, settings)
      expect(outcome.fits).toEqual(await measured(requests, settings))
      takenOver += outcome.isTakenOver.filter(Boolean).length
    }),
    { numRuns: 300 },
  )
  expect(takenOver).toBeGreaterThan(300)
})

const alone: Place = [40, 40, 1]
const pair: readonly Place[] = [
  [100, 60, 1],
  [107, 62, 1],
]

async function takenOver(before: readonly Place[], after: readonly Place[], settings = plain): Promise<readonly boolean[]> {
  return (await measuredAfter(await lookedAt(before, settings), requestsOf(after), settings)).isTakenOver
}

test('a source and a cluster that are where they were are not measured again, in whichever order they are asked for', async () => {
  expect(await takenOver([alone, ...pair], [...pair.toReversed(), alone])).toEqual([true, true, true])
})

test('a source that moved by one bit is measured anew, and with it the cluster that it is in', async () => {
  const moved: Place = [100 + 2 ** -46, 60, 1]
  expect(moved[0]).not.toBe(100)
  expect(await takenOver([alone, ...pair], [alone, moved, pair[1]])).toEqual([true, false, false])
})

test('a cluster that has a member more or less is measured anew', async () => {
  expect(await takenOver(pair, pair.slice(0, 1))).toEqual([false])
  expect(await takenOver(pair.slice(0, 1), pair)).toEqual([false, false])
  expect(await takenOver(pair, [...pair, [112, 66, 1]])).toEqual([false, false, false])
})

test('a source in the row, or the column, of another one is not that', async () => {
  const others: readonly Place[] = [
    [80, 40, 1],
    [40, 80, 1],
  ]
  expect(await takenOver([alone], others)).toEqual([false, false])
})

test('without clusters each source stands for itself', async () => {
  expect(await takenOver(pair, [...pair, [112, 66, 1]], { ...plain, clusterThreshold: 0 })).toEqual([true, true, false])
})

test('noise and coverage are taken over from a place whose fit is not wanted any more, a fit not from one where it was not', async () => {
  expect(await takenOver([alone], [[40, 40, 0]])).toEqual([true])
  expect(await takenOver([[40, 40, 0]], [alone])).toEqual([false])
})

test('sources at one and the same position are taken over together', async () => {
  expect(await takenOver([alone, alone], [alone, alone])).toEqual([true, true])
  expect(await takenOver([alone, alone], [alone])).toEqual([false])
})
