import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Associations, Detections } from '../detections.ts'
import { type EarlierSources, inheritSourceIds } from './inheritSourceIds.ts'

/** Three detections in each of the images 1, 2 and 3. */
function detectionsOf(images: readonly number[], perImage: number): Detections {
  const id = Float64Array.from(images.flatMap((image) => Array.from({ length: perImage }, (_, row) => image * 2 ** 20 + row)))
  const zeros = new Float64Array(id.length)
  return {
    count: id.length,
    id,
    imageIndex: Int32Array.from(id, (_, row) => Math.floor(row / perImage)),
    raDeg: zeros,
    decDeg: zeros,
    uncertaintyEwDeg: zeros,
    uncertaintyNsDeg: zeros,
    fluxPeakMjy: zeros,
    fluxPeakErrMjy: zeros,
    fluxIntMjy: zeros,
    fluxIntErrMjy: zeros,
    snr: zeros,
    compactness: zeros,
    hasSiblings: new Uint8Array(id.length),
    fluxPeakIslRatio: zeros,
    fluxIntIslRatio: zeros,
  }
}

function associationsOf(sources: readonly (readonly number[])[]): Associations {
  const entries = sources.flatMap((rows, source) => rows.map((row) => [source, row] as const))
  const zeros = new Float64Array(entries.length)
  return {
    sourceCount: sources.length,
    source: Int32Array.from(entries, ([source]) => source),
    detection: Int32Array.from(entries, ([, row]) => row),
    separationArcsec: zeros,
    deRuiterRadius: zeros,
    relationFrom: new Int32Array(),
    relationTo: new Int32Array(),
  }
}

function versionOf(sources: Readonly<Record<number, readonly number[]>>, detections: Detections) {
  const entries = Object.entries(sources).flatMap(([id, rows]) => rows.map((row) => [Number(id), detections.id[row]] as const))
  return { sourceId: Float64Array.from(entries, ([id]) => id), measurementId: Float64Array.from(entries, ([, id]) => id) }
}

describe('inheritance of source ids', () => {
  const detections = detectionsOf([1, 2, 3], 3)

  it('numbers the sources of a first version in their order', () => {
    const { sourceId, nextSourceId } = inheritSourceIds(associationsOf([[0], [1], [2]]), detections, [], 1)
    expect([...sourceId]).toEqual([1, 2, 3])
    expect(nextSourceId).toBe(4)
  })

  it('keeps the id of a source that gains measurements', () => {
    const earlier = [versionOf({ 7: [0, 3], 9: [1, 4] }, detections)]
    const { sourceId } = inheritSourceIds(associationsOf([[0, 3, 6], [1, 4, 7], [8]]), detections, earlier, 20)
    expect([...sourceId]).toEqual([7, 9, 20])
  })

  it('gives the id of a split source to the part with most of its measurements', () => {
    const earlier = [versionOf({ 7: [0, 3, 6] }, detections)]
    const { sourceId } = inheritSourceIds(associationsOf([[0], [3, 6]]), detections, earlier, 20)
    expect([...sourceId]).toEqual([20, 7])
  })

  it('gives merged sources the id that shares most, ties to the smaller id', () => {
    const earlier = [versionOf({ 5: [1, 4], 7: [0, 3] }, detections)]
    const { sourceId } = inheritSourceIds(associationsOf([[0, 1, 3, 4]]), detections, earlier, 20)
    expect([...sourceId]).toEqual([5])
  })

  it('finds an id again in an older version when the newest has lost it', () => {
    const earlier = [versionOf({ 5: [0] }, detections), versionOf({ 5: [0], 6: [1] }, detections)]
    const { sourceId } = inheritSourceIds(associationsOf([[0], [1]]), detections, earlier, 20)
    expect([...sourceId]).toEqual([5, 6])
  })

  it('passes over measurements of images that the run has lost', () => {
    const earlier = [{ sourceId: Float64Array.of(5, 6), measurementId: Float64Array.of(9 * 2 ** 20, detections.id[1]) }]
    const { sourceId } = inheritSourceIds(associationsOf([[0], [1]]), detections, earlier, 20)
    expect([...sourceId]).toEqual([20, 6])
  })

  it('is that of a sort of all pairs of a source and an earlier one, whatever splits, merges and comes back', () => {
    const rows = fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 5 })
    const version = fc.dictionary(fc.integer({ min: 1, max: 12 }).map(String), rows, { maxKeys: 6 })
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 7 }), fc.array(version, { maxLength: 3 }), (sources, versions) => {
        const earlier = versions.map((drawn) => versionOf(drawn, detections))
        const found = inheritSourceIds(associationsOf(sources), detections, earlier, 13)
        expect([...found.sourceId]).toEqual(inheritedBySorting(sources, earlier, detections, 13))
        expect(found.nextSourceId).toBe(13 + found.sourceId.filter((id) => id >= 13).length)
      }),
      { numRuns: 1000 },
    )
  })
})

/** The ids of the sources, given to the rows of each, in as few words as possible. */
function inheritedBySorting(
  sources: readonly (readonly number[])[],
  earlier: readonly EarlierSources[],
  detections: Detections,
  nextSourceId: number,
): number[] {
  const ids = new Map<number, number>()
  for (const { sourceId, measurementId } of earlier) {
    const open = [...sources.keys()].filter((source) => !ids.has(source))
    const pairs = open.flatMap((source) =>
      [...new Set(sourceId)].map((id) => {
        const isShared = (measurement: number, entry: number) =>
          sourceId[entry] === id && sources[source].some((row) => detections.id[row] === measurement)
        return { source, id, shared: measurementId.filter(isShared).length }
      }),
    )
    const claims = pairs.filter(({ shared }) => shared > 0).sort((a, b) => b.shared - a.shared || a.id - b.id || a.source - b.source)
    for (const { source, id } of claims) if (!ids.has(source) && ![...ids.values()].includes(id)) ids.set(source, id)
  }
  let next = nextSourceId
  return sources.map((_, source) => ids.get(source) ?? next++)
}
