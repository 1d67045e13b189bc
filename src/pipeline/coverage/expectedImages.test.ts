import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crowdedEpochs } from '../../../tests/pipeline/arbitraryField.ts'
import { fieldAt, imageAt, offsetFrom, type Offset, settingsOf, type SkyPosition } from '../../../tests/pipeline/skyField.ts'
import { separationDeg } from '../../sky/separation.ts'
import { createWcs } from '../../sky/wcs.ts'
import { associate } from '../association/associate.ts'
import type { EpochImage } from '../detections.ts'
import { type CoverageInput, expectedImages } from './expectedImages.ts'

interface DrawnSource {
  readonly at: SkyPosition
  /** Images that detected it, in the order of their epochs. */
  readonly seenIn: readonly number[]
}

/** Sources with one detection in each of some images. */
function coverageInput(images: readonly EpochImage[], sources: readonly DrawnSource[], marginPixels = 0): CoverageInput {
  const entries = sources.flatMap(({ seenIn }, source) => seenIn.map((imageIndex) => ({ source, imageIndex })))
  return {
    images,
    marginPixels: images.map(() => marginPixels),
    detections: { imageIndex: Int32Array.from(entries, ({ imageIndex }) => imageIndex) },
    associations: {
      sourceCount: sources.length,
      source: Int32Array.from(entries, ({ source }) => source),
      detection: Int32Array.from(entries, (_, row) => row),
    },
    raDeg: Float64Array.from(sources, ({ at }) => at.raDeg),
    decDeg: Float64Array.from(sources, ({ at }) => at.decDeg),
  }
}

/** The misses as [image, source], all that could show each. */
function misses(input: CoverageInput): number[][] {
  const { count, imageIndex, source } = expectedImages(input)
  return Array.from({ length: count }, (_, i) => [imageIndex[i], source[i]])
}

/** The misses as [image, source, group, rank]. */
function ranked(input: CoverageInput): number[][] {
  const { group, rank } = expectedImages(input)
  return misses(input).map((miss, i) => [...miss, group[i], rank[i]])
}

const centre = { raDeg: 0, decDeg: -30 }
/** Images of 512 arcsec at offsets in arcsec, the epoch of each in front. */
const pointings = (...list: readonly (readonly [number, ...Offset])[]): EpochImage[] =>
  list.map(([epoch, east, north]) => ({ epoch, image: imageAt(`epoch${epoch}.fits`, offsetFrom(centre, [east, north])) }))

describe('a miss', () => {
  const images = pointings([0, 0, 0], [1, 0, 0], [2, 0, 0])

  test('is an epoch that shows the place of a source and did not detect it', () => {
    const sources = [
      { at: offsetFrom(centre, [10, 0]), seenIn: [0, 1, 2] },
      { at: offsetFrom(centre, [20, 0]), seenIn: [1] },
      { at: offsetFrom(centre, [30, 0]), seenIn: [0, 2] },
    ]
    expect(misses(coverageInput(images, sources))).toEqual([
      [0, 1],
      [1, 2],
      [2, 1],
    ])
  })

  test('says where in the image the source should be', () => {
    const found = expectedImages(coverageInput(images, [{ at: offsetFrom(centre, [-40, 60]), seenIn: [0] }]))
    expect([...found.imageIndex]).toEqual([1, 2])
    expect(found.x[0]).toBeCloseTo(127 + 20, 3)
    expect(found.y[0]).toBeCloseTo(127 + 30, 3)
  })

  test('is not off the image, though within the circle around it', () => {
    const sources = [
      { at: offsetFrom(centre, [-256, 0]), seenIn: [0] },
      { at: offsetFrom(centre, [-260, 0]), seenIn: [0] },
      { at: offsetFrom(centre, [250, 250]), seenIn: [0] },
      { at: offsetFrom(centre, [0, 300]), seenIn: [0] },
    ]
    expect(misses(coverageInput(images.slice(0, 2), sources))).toEqual([
      [1, 0],
      [1, 2],
    ])
  })

  test('keeps the margin from every edge, the edge of the margin included', () => {
    const at = (x: number, y: number) => createWcs(images[0].image.wcs).skyFromPixel(x, y)
    const inside: readonly Offset[] = [
      [9.0001, 100],
      [245.9999, 100],
      [100, 9.0001],
      [100, 245.9999],
    ]
    const outside: readonly Offset[] = [
      [8.9999, 100],
      [246.0001, 100],
      [100, 8.9999],
      [100, 246.0001],
    ]
    const sources = [...inside, ...outside].map(([x, y]) => ({ at: at(x, y), seenIn: [0] }))
    expect(misses(coverageInput(images.slice(0, 2), sources, 9)).map(([, source]) => source)).toEqual([0, 1, 2, 3])
  })

  test('is none in an epoch that detected the source in another image', () => {
    const overlapping = pointings([0, 0, 0], [1, -100, 0], [1, 100, 0])
    const sources = [{ at: offsetFrom(centre, [-50, 0]), seenIn: [0, 2] }]
    expect(misses(coverageInput(overlapping, sources))).toEqual([])
  })

  test('is expected of all images of the epoch that show the place, by the distances of their centres, of equal ones the first first', () => {
    const overlapping = pointings([0, 0, 0], [1, -100, 0], [1, 100, 0], [1, 100, 0])
    const sources = [
      { at: offsetFrom(centre, [-50, 0]), seenIn: [0] },
      { at: offsetFrom(centre, [50, 0]), seenIn: [0] },
      { at: offsetFrom(centre, [300, 0]), seenIn: [0] },
    ]
    expect(ranked(coverageInput(overlapping, sources))).toEqual([
      [1, 0, 0, 0],
      [1, 1, 1, 2],
      [2, 0, 0, 1],
      [2, 1, 1, 0],
      [2, 2, 2, 0],
      [3, 0, 0, 2],
      [3, 1, 1, 1],
      [3, 2, 2, 1],
    ])
    expect(expectedImages(coverageInput(overlapping, sources)).groupCount).toBe(3)
  })

  test('has a group of its own for each source and epoch', () => {
    const images = pointings([0, 0, 0], [1, 0, 0], [2, 0, 0])
    const sources = [
      { at: centre, seenIn: [1] },
      { at: offsetFrom(centre, [9, 0]), seenIn: [1] },
    ]
    expect(ranked(coverageInput(images, sources))).toEqual([
      [0, 0, 0, 0],
      [0, 1, 1, 0],
      [2, 0, 2, 0],
      [2, 1, 3, 0],
    ])
  })

  test('is expected of no image that ends before the place, however near its centre', () => {
    const sources = [{ at: offsetFrom(centre, [0, 270]), seenIn: [0] }]
    const overlapping = pointings([0, 0, 0], [1, 0, 0], [1, 200, 500])
    expect(misses(coverageInput(overlapping, sources))).toEqual([[2, 0]])
  })
})

describe('first detections', () => {
  test('are the first of each source, and earlier misses are marked', () => {
    const images = pointings([0, 0, 0], [1, 0, 0], [2, 0, 0])
    const found = expectedImages(
      coverageInput(images, [
        { at: centre, seenIn: [1] },
        { at: offsetFrom(centre, [9, 0]), seenIn: [0] },
      ]),
    )
    expect([...found.firstDetection]).toEqual([0, 1])
    expect(Array.from(found.source, (source, i) => [found.imageIndex[i], source, found.beforeFirst[i]])).toEqual([
      [0, 0, 1],
      [1, 1, 0],
      [2, 0, 0],
      [2, 1, 0],
    ])
  })

  test('are early or late by their epochs, not by the places of the images in the list', () => {
    const images = pointings([2, 0, 0], [0, 0, 0], [1, 0, 0])
    const found = expectedImages(coverageInput(images, [{ at: centre, seenIn: [2] }]))
    expect(Array.from(found.imageIndex, (image, i) => [image, found.beforeFirst[i]])).toEqual([
      [0, 0],
      [1, 1],
    ])
  })
})

describe('projections', () => {
  test('show nothing of the far side of the sky', () => {
    const images = pointings([0, 0, 0], [1, 0, 0])
    expect(misses(coverageInput(images, [{ at: { raDeg: 180, decDeg: 30 }, seenIn: [0] }]))).toEqual([])
  })

  test('of the whole sky show all of it', () => {
    const { image } = pointings([0, 0, 0])[0]
    const wcs = {
      ...image.wcs,
      projection: 'CAR' as const,
      referenceX: 180,
      referenceY: 90,
      referenceRaDeg: 0,
      referenceDecDeg: 0,
      matrixDeg: [-1, 0, 0, 1] as const,
    }
    const allSky = { ...image, width: 361, height: 181, wcs: { ...wcs, lonPoleDeg: 0, latPoleDeg: 90 }, centreRaDeg: 0, centreDecDeg: 0 }
    const images = [0, 1].map((epoch) => ({ epoch, image: allSky }))
    const places = [
      [0, 0],
      [90, 89],
      [180, 0],
      [181, -45],
      [270, -90],
      [359.9, 0],
    ]
    const sources = places.map(([raDeg, decDeg]) => ({ at: { raDeg, decDeg }, seenIn: [0] }))
    expect(misses(coverageInput(images, sources))).toHaveLength(6)
  })
})

test('no sources, no images: nothing is missing', () => {
  expect(misses(coverageInput([], []))).toEqual([])
  expect(misses(coverageInput(pointings([0, 0, 0]), []))).toEqual([])
})

const seams = [centre, { raDeg: 90, decDeg: 10 }, { raDeg: 0, decDeg: 90 }, { raDeg: 77, decDeg: -90 }]

test('agrees with a look at every source in every image, at RA 0 and on the poles too', () => {
  fc.assert(
    fc.property(crowdedEpochs(280), fc.constantFrom(...seams), fc.constantFrom(0, 20), (drawn, at, margin) => {
      const { detections, images } = fieldAt(at, drawn)
      const associations = associate(detections, images, settingsOf('basic'))
      const rows = Array.from(
        { length: associations.sourceCount },
        (_, source) => associations.detection[associations.source.indexOf(source)],
      )
      const position = rows.map((row) => ({ raDeg: detections.raDeg[row], decDeg: detections.decDeg[row] }))
      const raDeg = Float64Array.from(position, (p) => p.raDeg)
      const decDeg = Float64Array.from(position, (p) => p.decDeg)
      const seen = new Set(
        Array.from(associations.source, (source, i) => `${images[detections.imageIndex[associations.detection[i]]].epoch} ${source}`),
      )
      const expected = position.flatMap((p, source) =>
        [0, 1, 2].flatMap((epoch) =>
          seen.has(`${epoch} ${source}`) ? [] : [imagesShowing(images, epoch, p, margin).map((image, rank) => [image, source, rank])],
        ),
      )
      const byEpoch = expected.flat().toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
      const input = { images, marginPixels: images.map(() => margin), detections, associations, raDeg, decDeg }
      const found = ranked(input)
      expect(found.map(([image, source, , rank]) => [image, source, rank])).toEqual(byEpoch)
      const groups = Map.groupBy(found, ([, , group]) => group)
      expect(groups.size).toBe(expectedImages(input).groupCount)
      for (const entries of groups.values()) {
        expect(new Set(entries.map(([image, source]) => `${images[image].epoch} ${source}`)).size).toBe(1)
        expect(entries.map(([, , , rank]) => rank).toSorted((a, b) => a - b)).toEqual(entries.map((_, rank) => rank))
      }
    }),
    { numRuns: 300 },
  )
})

/** Nearest first. */
function imagesShowing(images: readonly EpochImage[], epoch: number, { raDeg, decDeg }: SkyPosition, margin: number): number[] {
  return images
    .flatMap(({ image, epoch: own }, index) => {
      const { x, y } = createWcs(image.wcs).pixelFromSky(raDeg, decDeg)
      const shows = x >= margin && y >= margin && x <= image.width - 1 - margin && y <= image.height - 1 - margin
      return own === epoch && shows ? [{ index, apart: separationDeg(image.centreRaDeg, image.centreDecDeg, raDeg, decDeg) }] : []
    })
    .toSorted((a, b) => a.apart - b.apart)
    .map(({ index }) => index)
}
