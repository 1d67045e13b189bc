import { neighbourSeparationDeg } from '../../sky/nearest.ts'
import { buildSkyIndex } from '../../sky/skyIndex.ts'
import { significanceEta, variationV } from '../../sky/variability.ts'
import type { Detections } from '../detections.ts'
import { LightCurveReader } from './lightCurves.ts'
import type { LightCurves } from './lightCurves.ts'
import { writePairExtreme } from './pairExtremes.ts'
import { createSourceStatistics } from './sourceColumns.ts'
import type { SourceStatistics } from './sourceColumns.ts'
import type { SourcePositions } from './sourcePositions.ts'

export interface SourceStatisticsInput {
  readonly curves: LightCurves
  readonly positions: SourcePositions
  /** One end of each directed relation: {@link Associations.relationFrom}. */
  readonly relationFrom: Int32Array
  /** `source_aggregate_pair_metrics_min_abs_vs`; null leaves the pair aggregates 0 (`pair_metrics: false`). */
  readonly minAbsVs: number | null
}

/**
 * The statistics of every source of a run. Signal-to-noise and compactness come from detections only, fluxes from
 * detections and forced fits. Each source has one detection or more.
 *
 * All sums over fluxes run in the order (image, measurement id), so that equal inputs give equal bits. Cost: linear in
 * the points, plus the pairs of each light curve where pair aggregates are wanted.
 */
export function sourceStatistics({ curves, positions, relationFrom, minAbsVs }: SourceStatisticsInput): SourceStatistics {
  const table = curveStatistics(curves, minAbsVs)
  describeSurroundings(table, positions, relationFrom)
  return table
}

/** What the light curve of each source says of it alone; the columns of {@link describeSurroundings} are 0. */
export function curveStatistics(curves: LightCurves, minAbsVs: number | null): SourceStatistics {
  const table = createSourceStatistics(curves.sourceCount)
  const worker = new SourceWorker(curves, table, minAbsVs)
  for (let source = 0; source < curves.sourceCount; source++) worker.describe(source)
  return table
}

/** Fills in what depends on the other sources of the run: the number of relations and the distance of the nearest. */
export function describeSurroundings(table: SourceStatistics, { raDeg, decDeg }: SourcePositions, relationFrom: Int32Array): void {
  for (let i = 0; i < relationFrom.length; i++) table.nRel[relationFrom[i]]++
  table.nNeighbourDistDeg.set(neighbourSeparationDeg(buildSkyIndex(raDeg, decDeg), table.count))
}

class SourceWorker {
  readonly #detections: Detections
  readonly #table: SourceStatistics
  readonly #minAbsVs: number | null
  readonly #curve: LightCurveReader
  readonly #range = { mean: 0, smallest: 0, largest: 0 }
  readonly #pair = { vsAbs: 0, mAbs: 0 }

  constructor(curves: LightCurves, table: SourceStatistics, minAbsVs: number | null) {
    this.#detections = curves.detections
    this.#table = table
    this.#minAbsVs = minAbsVs
    this.#curve = new LightCurveReader(curves)
  }

  describe(source: number): void {
    this.#curve.load(source)
    this.#describeDetections(source)
    this.#describeFluxes(source)
    if (this.#minAbsVs !== null) this.#describePairs(source, this.#minAbsVs)
  }

  #describeDetections(source: number): void {
    const { detection, count } = this.#curve
    const { hasSiblings, compactness, snr, fluxIntIslRatio, fluxPeakIslRatio } = this.#detections
    const table = this.#table
    let detected = 0
    let sumCompactness = 0
    let minSnr = Infinity
    let maxSnr = -Infinity
    let minIntRatio = Infinity
    let minPeakRatio = Infinity
    for (let i = 0; i < count; i++) {
      const row = detection[i]
      // A forced fit stands alone in its island: its ratios are 1.
      minIntRatio = Math.min(minIntRatio, row === -1 ? 1 : fluxIntIslRatio[row])
      minPeakRatio = Math.min(minPeakRatio, row === -1 ? 1 : fluxPeakIslRatio[row])
      if (row === -1) continue
      detected++
      table.nSibl[source] += hasSiblings[row]
      sumCompactness += compactness[row]
      minSnr = Math.min(minSnr, snr[row])
      maxSnr = Math.max(maxSnr, snr[row])
    }
    table.nMeas[source] = count
    table.nMeasSel[source] = detected
    table.nMeasForced[source] = count - detected
    table.avgCompactness[source] = sumCompactness / detected
    table.minSnr[source] = minSnr
    table.maxSnr[source] = maxSnr
    table.minFluxIntIslRatio[source] = minIntRatio
    table.minFluxPeakIslRatio[source] = minPeakRatio
  }

  #describeFluxes(source: number): void {
    const { fluxIntMjy, fluxIntErrMjy, fluxPeakMjy, fluxPeakErrMjy, count } = this.#curve
    const table = this.#table
    const range = this.#range
    writeRange(fluxIntMjy, count, range)
    table.avgFluxIntMjy[source] = range.mean
    table.minFluxIntMjy[source] = range.smallest
    table.maxFluxIntMjy[source] = range.largest
    table.vInt[source] = variationV(fluxIntMjy, 0, count) ?? NaN
    table.etaInt[source] = significanceEta(fluxIntMjy, fluxIntErrMjy, 0, count) ?? NaN
    writeRange(fluxPeakMjy, count, range)
    table.avgFluxPeakMjy[source] = range.mean
    table.minFluxPeakMjy[source] = range.smallest
    table.maxFluxPeakMjy[source] = range.largest
    table.vPeak[source] = variationV(fluxPeakMjy, 0, count) ?? NaN
    table.etaPeak[source] = significanceEta(fluxPeakMjy, fluxPeakErrMjy, 0, count) ?? NaN
  }

  #describePairs(source: number, minAbsVs: number): void {
    const { fluxIntMjy, fluxIntErrMjy, fluxPeakMjy, fluxPeakErrMjy, count } = this.#curve
    const table = this.#table
    const pair = this.#pair
    writePairExtreme(fluxIntMjy, fluxIntErrMjy, count, minAbsVs, pair)
    table.vsAbsSignificantMaxInt[source] = pair.vsAbs
    table.mAbsSignificantMaxInt[source] = pair.mAbs
    writePairExtreme(fluxPeakMjy, fluxPeakErrMjy, count, minAbsVs, pair)
    table.vsAbsSignificantMaxPeak[source] = pair.vsAbs
    table.mAbsSignificantMaxPeak[source] = pair.mAbs
  }
}

/** Plain mean, smallest and largest of the first `count` values. */
function writeRange(values: Float64Array, count: number, out: { mean: number; smallest: number; largest: number }): void {
  let sum = 0
  let smallest = Infinity
  let largest = -Infinity
  for (let i = 0; i < count; i++) {
    sum += values[i]
    if (values[i] < smallest) smallest = values[i]
    if (values[i] > largest) largest = values[i]
  }
  out.mean = sum / count
  out.smallest = smallest
  out.largest = largest
}
