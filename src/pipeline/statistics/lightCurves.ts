import type { Associations, Detections } from '../detections.ts'
import { totalFluxErr } from './fluxError.ts'

/** The forced fits of a run: one entry a (source, image), in any order. */
export interface ForcedPoints {
  readonly count: number
  readonly source: Int32Array
  readonly imageIndex: Int32Array
  /** Measurement id; below 2^53. */
  readonly id: Float64Array
  /** Peak and integrated flux of a forced fit are one number, mJy. */
  readonly fluxMjy: Float64Array
  readonly fluxErrMjy: Float64Array
}

/**
 * The light curves of all sources of a run, as references into detections and forced fits: the points of source s are
 * point[offsets[s] .. offsets[s + 1]), sorted by (image, measurement id), which is time order.
 */
export interface LightCurves {
  readonly sourceCount: number
  readonly offsets: Uint32Array
  /** Row of the detections, or their count plus the row of the forced points. */
  readonly point: Uint32Array
  readonly detections: Detections
  readonly associations: Associations
  readonly forced: ForcedPoints
  readonly fluxFractionalError: number
}

export interface LightCurveInput {
  readonly detections: Detections
  readonly associations: Associations
  readonly forced: ForcedPoints
  /** `measurements.flux_fractional_error`, 0 to 1. */
  readonly fluxFractionalError: number
}

/** Sorts all points of a run by source and time. Linear in the points. */
export function lightCurves({ detections, associations, forced, fluxFractionalError }: LightCurveInput): LightCurves {
  const { sourceCount } = associations
  const offsets = new Uint32Array(sourceCount + 1)
  for (let i = 0; i < associations.source.length; i++) offsets[associations.source[i] + 1]++
  for (let i = 0; i < forced.count; i++) offsets[forced.source[i] + 1]++
  for (let s = 0; s < sourceCount; s++) offsets[s + 1] += offsets[s]
  const point = new Uint32Array(offsets[sourceCount])
  const next = offsets.slice(0, sourceCount)
  for (let i = 0; i < associations.source.length; i++) point[next[associations.source[i]]++] = associations.detection[i]
  for (let i = 0; i < forced.count; i++) point[next[forced.source[i]]++] = detections.count + i
  const curves = { sourceCount, offsets, point, detections, associations, forced, fluxFractionalError }
  for (let s = 0; s < sourceCount; s++) sortByTime(curves, offsets[s], offsets[s + 1])
  return curves
}

/** Insertion sort: points come in time order but for the forced ones. */
function sortByTime({ point, detections, forced }: LightCurves, begin: number, end: number): void {
  const split = detections.count
  for (let i = begin + 1; i < end; i++) {
    const moving = point[i]
    const image = moving < split ? detections.imageIndex[moving] : forced.imageIndex[moving - split]
    const id = moving < split ? detections.id[moving] : forced.id[moving - split]
    let to = i
    while (to > begin) {
      const other = point[to - 1]
      const otherImage = other < split ? detections.imageIndex[other] : forced.imageIndex[other - split]
      if (otherImage < image) break
      if (otherImage === image && (other < split ? detections.id[other] : forced.id[other - split]) < id) break
      point[to--] = other
    }
    point[to] = moving
  }
}

/** One light curve at a time, in columns that are overwritten by the next {@link load}. */
export class LightCurveReader {
  /** Points of the loaded source. */
  count = 0
  /** Row of the detections, -1 for a forced fit. */
  readonly detection: Int32Array
  readonly id: Float64Array
  readonly imageIndex: Int32Array
  readonly fluxIntMjy: Float64Array
  readonly fluxIntErrMjy: Float64Array
  readonly fluxPeakMjy: Float64Array
  readonly fluxPeakErrMjy: Float64Array
  readonly #curves: LightCurves

  constructor(curves: LightCurves) {
    let longest = 0
    for (let s = 0; s < curves.sourceCount; s++) longest = Math.max(longest, curves.offsets[s + 1] - curves.offsets[s])
    this.#curves = curves
    this.detection = new Int32Array(longest)
    this.id = new Float64Array(longest)
    this.imageIndex = new Int32Array(longest)
    this.fluxIntMjy = new Float64Array(longest)
    this.fluxIntErrMjy = new Float64Array(longest)
    this.fluxPeakMjy = new Float64Array(longest)
    this.fluxPeakErrMjy = new Float64Array(longest)
  }

  load(source: number): void {
    const { offsets, point, detections } = this.#curves
    const begin = offsets[source]
    this.count = offsets[source + 1] - begin
    for (let i = 0; i < this.count; i++) {
      const row = point[begin + i]
      if (row < detections.count) this.#loadDetection(i, row)
      else this.#loadForced(i, row - detections.count)
    }
  }

  #loadDetection(i: number, row: number): void {
    const { detections, fluxFractionalError } = this.#curves
    this.detection[i] = row
    this.id[i] = detections.id[row]
    this.imageIndex[i] = detections.imageIndex[row]
    this.fluxIntMjy[i] = detections.fluxIntMjy[row]
    this.fluxIntErrMjy[i] = totalFluxErr(detections.fluxIntErrMjy[row], detections.fluxIntMjy[row], fluxFractionalError)
    this.fluxPeakMjy[i] = detections.fluxPeakMjy[row]
    this.fluxPeakErrMjy[i] = totalFluxErr(detections.fluxPeakErrMjy[row], detections.fluxPeakMjy[row], fluxFractionalError)
  }

  #loadForced(i: number, row: number): void {
    const { forced, fluxFractionalError } = this.#curves
    const fluxMjy = forced.fluxMjy[row]
    const fluxErrMjy = totalFluxErr(forced.fluxErrMjy[row], fluxMjy, fluxFractionalError)
    this.detection[i] = -1
    this.id[i] = forced.id[row]
    this.imageIndex[i] = forced.imageIndex[row]
    this.fluxIntMjy[i] = fluxMjy
    this.fluxIntErrMjy[i] = fluxErrMjy
    this.fluxPeakMjy[i] = fluxMjy
    this.fluxPeakErrMjy[i] = fluxErrMjy
  }
}
