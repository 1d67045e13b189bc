import { describe, expect, it } from 'vitest'
import type { Associations, Detections } from '../detections.ts'
import { inheritSourceIds } from './inheritSourceIds.ts'

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
})
