import { writeOffsetPositionDeg, writeTangentOffsetDeg } from './separation.ts'

/**
 * Weighted mean positions of many sources that grow one measurement at a time: one entry a source in each array.
 *
 * East-west and north-south have weights of their own. Both means are taken over tangent-plane offsets about a
 * reference position near the source, so that RA 0 and the poles are places like any other. East and north are those
 * of the reference: where both weights are equal, another reference a few arcseconds away changes the mean by less
 * than 1e-9 arcsec.
 */
export interface MeanPositions {
  readonly referenceRaDeg: Float64Array
  readonly referenceDecDeg: Float64Array
  /** Sum of weight x offset towards the east of the reference. */
  readonly sumWeightedXi: Float64Array
  /** Sum of the east-west weights; its inverse square root is the uncertainty of the mean where weights are 1/sigma^2. */
  readonly sumWeightEw: Float64Array
  /** Sum of weight x offset towards the north of the reference. */
  readonly sumWeightedEta: Float64Array
  readonly sumWeightNs: Float64Array
}

const offset = new Float64Array(2)

/** Room for `capacity` sources, all without a reference and without weight. */
export function createMeanPositions(capacity: number): MeanPositions {
  return {
    referenceRaDeg: new Float64Array(capacity).fill(NaN),
    referenceDecDeg: new Float64Array(capacity).fill(NaN),
    sumWeightedXi: new Float64Array(capacity),
    sumWeightEw: new Float64Array(capacity),
    sumWeightedEta: new Float64Array(capacity),
    sumWeightNs: new Float64Array(capacity),
  }
}

/** The same sources with room for `capacity`, which must not be below the present one. */
export function growMeanPositions(means: MeanPositions, capacity: number): MeanPositions {
  const grown = createMeanPositions(capacity)
  grown.referenceRaDeg.set(means.referenceRaDeg)
  grown.referenceDecDeg.set(means.referenceDecDeg)
  grown.sumWeightedXi.set(means.sumWeightedXi)
  grown.sumWeightEw.set(means.sumWeightEw)
  grown.sumWeightedEta.set(means.sumWeightedEta)
  grown.sumWeightNs.set(means.sumWeightNs)
  return grown
}

/** Begins source `source` anew: no weight yet, its reference at the given position (its first measurement, say). */
export function startMeanPosition(means: MeanPositions, source: number, raDeg: number, decDeg: number): void {
  means.referenceRaDeg[source] = raDeg
  means.referenceDecDeg[source] = decDeg
  means.sumWeightedXi[source] = 0
  means.sumWeightEw[source] = 0
  means.sumWeightedEta[source] = 0
  means.sumWeightNs[source] = 0
}

/** The weight, 1/sigma^2, of a position with the given uncertainty along one axis. */
export function weightOf(uncertainty: number): number {
  return 1 / (uncertainty * uncertainty)
}

/** Adds a position with its two weights (1/sigma^2, any unit) to a source that {@link startMeanPosition} has begun. */
export function addToMeanPosition(
  means: MeanPositions,
  source: number,
  raDeg: number,
  decDeg: number,
  weightEw: number,
  weightNs: number,
): void {
  writeTangentOffsetDeg(raDeg, decDeg, means.referenceRaDeg[source], means.referenceDecDeg[source], offset, 0)
  means.sumWeightedXi[source] += weightEw * offset[0]
  means.sumWeightEw[source] += weightEw
  means.sumWeightedEta[source] += weightNs * offset[1]
  means.sumWeightNs[source] += weightNs
}

/** Makes source `to` a copy of source `from`. */
export function copyMeanPosition(means: MeanPositions, from: number, to: number): void {
  means.referenceRaDeg[to] = means.referenceRaDeg[from]
  means.referenceDecDeg[to] = means.referenceDecDeg[from]
  means.sumWeightedXi[to] = means.sumWeightedXi[from]
  means.sumWeightEw[to] = means.sumWeightEw[from]
  means.sumWeightedEta[to] = means.sumWeightedEta[from]
  means.sumWeightNs[to] = means.sumWeightNs[from]
}

/**
 * Writes the mean of a source to `out[at]` (right ascension, deg in [0, 360)) and `out[at + 1]` (declination, deg).
 * NaN while its weights are 0.
 */
export function writeMeanPositionDeg(means: MeanPositions, source: number, out: Float64Array, at: number): void {
  const xi = means.sumWeightedXi[source] / means.sumWeightEw[source]
  const eta = means.sumWeightedEta[source] / means.sumWeightNs[source]
  writeOffsetPositionDeg(xi, eta, means.referenceRaDeg[source], means.referenceDecDeg[source], out, at)
}
