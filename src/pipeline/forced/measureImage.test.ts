import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ImageShape, memoryMap, requestsAt, shapedFacts } from '../../../tests/pipeline/memoryMap.ts'
import { beamKernel } from './beamKernel.ts'
import { measureImage } from './measureImage.ts'
import type { ImageToMeasure } from './measureImage.ts'
import type { ForcedFits } from './requests.ts'

const shape: ImageShape = { width: 120, height: 100, pixelArcsec: 2.5, bmajArcsec: 15, bminArcsec: 10, bpaDeg: 35, rotationDeg: 0 }
const settings = { edgeBufferScale: 1.2, clusterThreshold: 3, allowNan: false }

type Position = readonly [x: number, y: number]

/** A point source as the image of `of` would show it, Jy/beam. */
function beamAt(of: ImageShape, [x0, y0]: Position): (x: number, y: number) => number {
  const { a, b, c } = beamKernel(shapedFacts(of))
  return (x, y) => Math.exp(-(a * (x - x0) ** 2 + b * (x - x0) * (y - y0) + c * (y - y0) ** 2))
}

function skyOf(of: ImageShape, sources: readonly (readonly [...Position, fluxJy: number])[]): (x: number, y: number) => number {
  const beams = sources.map(([x, y, flux]) => ({ flux, shape: beamAt(of, [x, y]) }))
  return (x, y) => beams.reduce((sum, beam) => sum + beam.flux * beam.shape(x, y), 0)
}

function setUp(sources: readonly (readonly [...Position, fluxJy: number])[], of = shape): ImageToMeasure {
  const image = memoryMap(of.width, of.height, skyOf(of, sources))
  const noise = memoryMap(of.width, of.height, (x, y) => 1e-4 * (1 + x / of.width + (y % 7) / 10))
  return { image, noise, background: null, facts: shapedFacts(of), requests: requestsAt(sources.map(([x, y]) => [x, y])), settings }
}

async function measured(input: ImageToMeasure): Promise<ForcedFits> {
  const result = await measureImage(input)
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = 1e-9): void {
  expect(found.length).toBe(wanted.length)
  for (let i = 0; i < wanted.length; i++) {
    expect(Number.isNaN(found[i])).toBe(Number.isNaN(wanted[i]))
    if (!Number.isNaN(wanted[i])) expect(Math.abs(found[i] - wanted[i])).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted[i])))
  }
}

/** Two sources and one pixel of a map that holds `value`. */
function blanked([x0, y0]: Position, map: 'image' | 'noise', value: number): ImageToMeasure {
  const sky = skyOf(shape, blendedPair)
  const valueAt = map === 'image' ? sky : () => 1e-4
  const spoilt = memoryMap(shape.width, shape.height, (x, y) => (x === x0 && y === y0 ? value : valueAt(x, y)))
  return { ...setUp(blendedPair), [map]: spoilt }
}

const blendedPair = [
  [50, 50, 0.3],
  [57, 50, 0.1],
] as const

const arbitraryPosition = fc.tuple(fc.double({ min: 15, max: 100, noNaN: true }), fc.double({ min: 15, max: 80, noNaN: true }))
const arbitraryFlux = fc.double({ min: -1, max: 1, noNaN: true })

describe('a source alone', () => {
  test('of the shape of the beam is found with its flux, at any place and angle', async () => {
    const angles = { bpaDeg: fc.double({ min: -180, max: 180, noNaN: true }), rotationDeg: fc.double({ min: -180, max: 180, noNaN: true }) }
    await fc.assert(
      fc.asyncProperty(arbitraryPosition, fc.record(angles), async ([x, y], turned) => {
        const fits = await measured(setUp([[x, y, 0.5]], { ...shape, ...turned }))
        expectClose(fits.fluxMjy, [500])
        expect(fits.chiSquared[0]).toBeLessThan(1e-9)
        expect([fits.fitted[0], fits.covered[0]]).toEqual([1, 1])
      }),
      { numRuns: 50 },
    )
  })

  test('has the noise of its pixel, and the noise averaged over the beam as its error', async () => {
    const fits = await measured({ ...setUp([[50.4, 40.6, 1]]), noise: memoryMap(shape.width, shape.height, () => 3e-4) })
    expectClose(fits.rmsMjy, [0.3])
    expectClose(fits.fluxErrMjy, [0.3])
    expect(fits.degreesOfFreedom[0]).toBe(19 * 19 - 1)
  })

  test('in an image with north up, has the beam of the reference formula', () => {
    const { a, b, c } = beamKernel(shapedFacts(shape))
    const t = ((35 - 90) * Math.PI) / 180
    const [sx, sy] = [15 / 2.5, 10 / 2.5].map((fwhm) => fwhm / (2 * Math.sqrt(2 * Math.LN2)))
    expectClose([a], [Math.cos(t) ** 2 / (2 * sx ** 2) + Math.sin(t) ** 2 / (2 * sy ** 2)], 1e-12)
    expectClose([b], [Math.sin(2 * t) / (2 * sx ** 2) - Math.sin(2 * t) / (2 * sy ** 2)], 1e-12)
    expectClose([c], [Math.sin(t) ** 2 / (2 * sx ** 2) + Math.cos(t) ** 2 / (2 * sy ** 2)], 1e-12)
  })

  test('keeps the beam that it has at the reference point, however the meridians turn on the way', () => {
    const facts = shapedFacts(shape)
    const far = { ...facts, wcs: { ...facts.wcs, referenceX: -20_000, referenceDecDeg: -80 } }
    expectClose(Object.values(beamKernel(far)), Object.values(beamKernel(facts)), 1e-10)
  })

  test('in CAR, has the size of its beam on the sky, far from the reference too', () => {
    const facts = shapedFacts({ ...shape, bpaDeg: 90 })
    const pixelDeg = 2.5 / 3600
    const wcs = { ...facts.wcs, projection: 'CAR' as const, referenceDecDeg: 0, lonPoleDeg: 0, referenceY: 49.5 + 60 / pixelDeg }
    const { a, b, c } = beamKernel({ ...facts, wcs })
    expectClose([a, b, c], [4 * Math.LN2 * (2.5 / 2 / 15) ** 2, 0, 4 * Math.LN2 * (2.5 / 10) ** 2], 1e-6)
  })
})

describe('fluxes', () => {
  test('are linear in the image', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(arbitraryPosition, arbitraryFlux), { minLength: 1, maxLength: 6 }), async (drawn) => {
        const sources = drawn.map(([[x, y], flux]) => [x, y, flux] as const)
        const once = await measured(setUp(sources))
        const scaled = await measured(setUp(sources.map(([x, y, flux]) => [x, y, -3 * flux])))
        for (let i = 0; i < once.count; i++) {
          if (once.fitted[i] === 0 || scaled.fitted[i] === 0) continue
          expectClose([scaled.fluxMjy[i]], [-3 * once.fluxMjy[i]], 1e-8)
          expect(scaled.fluxErrMjy[i]).toBe(once.fluxErrMjy[i])
        }
      }),
      { numRuns: 50 },
    )
  })

  test('do not change when image and background rise together', async () => {
    const sources = [
      [40, 40, 0.2],
      [44, 47, 0.1],
    ] as const
    const input = setUp(sources)
    const sky = skyOf(shape, sources)
    const image = memoryMap(shape.width, shape.height, (x, y) => 0.25 + sky(x, y))
    const fits = await measured({ ...input, image, background: memoryMap(shape.width, shape.height, () => 0.25) })
    expectClose(fits.fluxMjy, (await measured(input)).fluxMjy, 1e-10)
  })

  test('are the same in any order of the requests', async () => {
    const sources = [
      [30, 30, 0.3],
      [36, 33, 0.1],
      [90, 70, 0.2],
      [41, 30, -0.1],
    ] as const
    const forward = await measured(setUp(sources))
    const requests = requestsAt(sources.map(([x, y]) => [x, y] as const).reverse())
    const backward = await measured({ ...setUp(sources), requests })
    expect([...backward.fluxMjy].reverse()).toEqual([...forward.fluxMjy])
    expect([...backward.chiSquared].reverse()).toEqual([...forward.chiSquared])
  })
})

describe('a cluster', () => {
  test('of blended sources gives each its own flux', async () => {
    const sources = [
      [40, 40, 0.4],
      [44.3, 41.2, 0.1],
      [47, 46, 0.25],
      [41, 48.5, -0.2],
    ] as const
    const fits = await measured(setUp(sources))
    expectClose(
      fits.fluxMjy,
      sources.map(([, , flux]) => flux * 1e3),
      1e-8,
    )
    expect(Math.max(...fits.chiSquared)).toBeLessThan(1e-6)
    const alone = await measured({ ...setUp(sources), settings: { ...settings, clusterThreshold: 0 } })
    expect(Math.abs(alone.fluxMjy[1] - 100)).toBeGreaterThan(50)
    expectClose(fits.fluxErrMjy, alone.fluxErrMjy, 1e-12)
  })

  test('of sources far apart equals single fits', async () => {
    const sources = [
      [20, 20, 0.4],
      [95, 20, 0.1],
      [20, 80, 0.25],
      [100, 75, -0.2],
    ] as const
    const joint = await measured({ ...setUp(sources), settings: { ...settings, clusterThreshold: 100 } })
    const alone = await measured({ ...setUp(sources), settings: { ...settings, clusterThreshold: 0 } })
    expectClose(joint.fluxMjy, alone.fluxMjy, 1e-10)
    expectClose(joint.chiSquared, alone.chiSquared, 1e-8)
    expect([...joint.degreesOfFreedom]).toEqual([...alone.degreesOfFreedom])
  })

  test('of coincident sources gives each the flux of the one that is there', async () => {
    const fits = await measured(
      setUp([
        [50, 50, 0.3],
        [50, 50, 0],
        [50 + 1e-9, 50, 0],
      ]),
    )
    expectClose(fits.fluxMjy, [300, 300, 300], 1e-6)
    expect([...fits.fitted]).toEqual([1, 1, 1])
  })

  test('has one flux for two sources within a twelfth of a beam, and two a little farther apart', async () => {
    const round = { ...shape, bminArcsec: shape.bmajArcsec }
    const pairAt = (beams: number) =>
      setUp(
        [
          [50, 50, 0.3],
          [50 + (beams * 15) / 2.5, 50, 0.1],
        ],
        round,
      )
    const { fluxMjy: near } = await measured(pairAt(0.08))
    expect(near[1]).toBe(near[0])
    const { fluxMjy: apart } = await measured(pairAt(0.092))
    expectClose(apart, [300, 100], 1e-6)
  })

  test('of two hundred sources within a few beams has no flux that is not a number', async () => {
    const sources = Array.from({ length: 200 }, (_, i): readonly [number, number, number] => [
      45 + (i % 20) * 1.3,
      40 + Math.floor(i / 20) * 2.1,
      0.1,
    ])
    const fits = await measured(setUp(sources))
    expect(fits.fitted.every((fitted) => fitted === 1)).toBe(true)
    expect(fits.fluxMjy.every(Number.isFinite)).toBe(true)
  })

  test('that is taller than what memory may hold gives the fluxes of its parts', async () => {
    const tall: ImageShape = { ...shape, width: 40, height: 110_000, bmajArcsec: 10, bminArcsec: 10 }
    const sources = Array.from({ length: 11_600 }, (_, i): readonly [number, number, number] => [
      20 + (i % 3),
      20 + 9.4 * i,
      0.1 + (i % 5) / 100,
    ])
    const image = memoryMap(tall.width, tall.height, () => 0)
    for (const [x0, y0, flux] of sources) {
      const beam = beamAt(tall, [x0, y0])
      for (let y = Math.floor(y0) - 14; y <= y0 + 14; y++)
        for (let x = 0; x < tall.width; x++) image.pixels[y * tall.width + x] += flux * beam(x, y)
    }
    const noise = memoryMap(tall.width, tall.height, () => 1e-4)
    const fits = await measured({
      ...setUp([], shape),
      image,
      noise,
      facts: shapedFacts(tall),
      requests: requestsAt(sources.map(([x, y]) => [x, y])),
    })
    expectClose(
      fits.fluxMjy,
      sources.map(([, , flux]) => flux * 1e3),
      1e-7,
    )
    expect(Math.max(...image.rowReads)).toBe(1)
  })
})

describe('blank pixels', () => {
  test.each([
    ['image', NaN],
    ['noise', NaN],
    ['noise', 0],
  ] as const)('in the %s (%d) make a fit impossible, and a place uncovered when they are near', async (map, value) => {
    const near = await measured(blanked([48, 51], map, value))
    expect([[...near.covered], [...near.fitted]]).toEqual([
      [0, 1],
      [0, 0],
    ])
    const inOneStamp = await measured(blanked([43, 50], map, value))
    expect([[...inOneStamp.covered], [...inOneStamp.fitted]]).toEqual([
      [1, 1],
      [0, 1],
    ])
    expectClose([inOneStamp.fluxMjy[1]], [100])
    expect([inOneStamp.fluxMjy[0], inOneStamp.fluxErrMjy[0], inOneStamp.chiSquared[0]]).toEqual([NaN, NaN, NaN])
  })

  test('are left out of the fit where that is allowed', async () => {
    const input = blanked([48, 51], 'noise', NaN)
    const fits = await measured({ ...input, settings: { ...settings, allowNan: true } })
    expectClose(fits.fluxMjy, [300, 100])
    expect([...fits.degreesOfFreedom]).toEqual([19 * 19 - 2, 19 * 19 - 1 - 1])
  })

  test('everywhere give no fit and no error', async () => {
    const noise = memoryMap(shape.width, shape.height, () => 0)
    for (const allowNan of [false, true]) {
      const fits = await measured({
        ...setUp([
          [50, 50, 0.3],
          [55, 50, 0.1],
          [90, 70, 0.1],
        ]),
        noise,
        settings: { ...settings, allowNan },
      })
      expect([[...fits.fitted], [...fits.covered]]).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ])
      expect(fits.rmsMjy.every(Number.isNaN)).toBe(true)
    }
  })
})

describe('requests', () => {
  test('outside the image, inside its margin or without a pixel are neither covered nor fitted', async () => {
    const outside = requestsAt([
      [-5, 50],
      [10.9, 50],
      [50, 89.1],
      [NaN, 50],
      [1e9, 1e9],
      [11, 11],
    ])
    const fits = await measured({ ...setUp([[11, 11, 0.1]]), requests: outside })
    expect([...fits.covered]).toEqual([0, 0, 0, 0, 0, 1])
    expect([...fits.fitted]).toEqual([0, 0, 0, 0, 0, 1])
  })

  test('that want no fit get coverage and noise, and do not disturb the fits of others', async () => {
    const input = setUp([
      [50, 50, 0.3],
      [53, 50, 0],
    ])
    const fits = await measured({ ...input, requests: { ...input.requests, wantsFit: Uint8Array.of(1, 0) } })
    expect([[...fits.covered], [...fits.fitted]]).toEqual([
      [1, 1],
      [1, 0],
    ])
    expectClose([fits.fluxMjy[0]], [300])
    expect(Number.isFinite(fits.rmsMjy[1])).toBe(true)
  })

  test('read each row once and only where they are', async () => {
    const tall: ImageShape = { ...shape, height: 9000 }
    const image = memoryMap(tall.width, tall.height, () => 1e-3)
    const noise = memoryMap(tall.width, tall.height, () => 1e-4)
    const requests = requestsAt([
      [50, 100],
      [50, 104],
      [60, 8000],
    ])
    await measured({ image, noise, background: null, facts: shapedFacts(tall), requests, settings })
    expect([...noise.rowReads]).toEqual([...image.rowReads])
    expect(Math.max(...image.rowReads)).toBe(1)
    expect(image.rowReads.reduce((sum, reads) => sum + reads)).toBe(23 + 19)
  })

  test('may be none', async () => {
    expect((await measured(setUp([]))).count).toBe(0)
  })
})

describe('what cannot be measured is refused', () => {
  test('maps of another size, with both sizes', async () => {
    const result = await measureImage({ ...setUp([[50, 50, 1]]), noise: memoryMap(64, 64, () => 1) })
    expect(result).toMatchObject({ ok: false, fault: { code: 'forced.mapSize' } })
    if (!result.ok) expect(result.fault.message).toBe('shaped.fits: expected 120 x 100 pixels in the noise map, found 64 x 64')
  })

  test('an image without a beam', async () => {
    const input = setUp([[50, 50, 1]])
    const result = await measureImage({ ...input, facts: { ...input.facts, beamMajorDeg: 0 } })
    expect(result).toMatchObject({ ok: false, fault: { code: 'forced.noBeam' } })
  })
})
