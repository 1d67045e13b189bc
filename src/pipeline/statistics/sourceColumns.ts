/** What the points of each source say about it: one entry a source. NaN stands for unknown. */
export interface SourceStatistics {
  readonly count: number
  readonly avgFluxIntMjy: Float64Array
  readonly avgFluxPeakMjy: Float64Array
  readonly maxFluxIntMjy: Float64Array
  readonly maxFluxPeakMjy: Float64Array
  readonly minFluxIntMjy: Float64Array
  readonly minFluxPeakMjy: Float64Array
  readonly minFluxIntIslRatio: Float64Array
  readonly minFluxPeakIslRatio: Float64Array
  /** Detections only. */
  readonly avgCompactness: Float64Array
  readonly minSnr: Float64Array
  readonly maxSnr: Float64Array
  /** NaN for sources of one point. */
  readonly vInt: Float64Array
  readonly vPeak: Float64Array
  readonly etaInt: Float64Array
  readonly etaPeak: Float64Array
  readonly nMeas: Int32Array
  readonly nMeasSel: Int32Array
  readonly nMeasForced: Int32Array
  readonly nSibl: Int32Array
  readonly nRel: Int32Array
  /** Separation from the nearest other source; NaN where there is none. */
  readonly nNeighbourDistDeg: Float64Array
  /** Pair with the largest |m| among the significant ones; 0 where no pair is significant. */
  readonly vsAbsSignificantMaxInt: Float64Array
  readonly mAbsSignificantMaxInt: Float64Array
  readonly vsAbsSignificantMaxPeak: Float64Array
  readonly mAbsSignificantMaxPeak: Float64Array
}

export function createSourceStatistics(count: number): SourceStatistics {
  const numbers = (): Float64Array => new Float64Array(count)
  const counts = (): Int32Array => new Int32Array(count)
  return {
    count,
    avgFluxIntMjy: numbers(),
    avgFluxPeakMjy: numbers(),
    maxFluxIntMjy: numbers(),
    maxFluxPeakMjy: numbers(),
    minFluxIntMjy: numbers(),
    minFluxPeakMjy: numbers(),
    minFluxIntIslRatio: numbers(),
    minFluxPeakIslRatio: numbers(),
    avgCompactness: numbers(),
    minSnr: numbers(),
    maxSnr: numbers(),
    vInt: numbers(),
    vPeak: numbers(),
    etaInt: numbers(),
    etaPeak: numbers(),
    nMeas: counts(),
    nMeasSel: counts(),
    nMeasForced: counts(),
    nSibl: counts(),
    nRel: counts(),
    nNeighbourDistDeg: numbers(),
    vsAbsSignificantMaxInt: numbers(),
    mAbsSignificantMaxInt: numbers(),
    vsAbsSignificantMaxPeak: numbers(),
    mAbsSignificantMaxPeak: numbers(),
  }
}
