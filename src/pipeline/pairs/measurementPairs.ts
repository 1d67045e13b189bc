import { pairModulation, pairVs } from '../../sky/variability.ts'
import { LightCurveReader } from '../statistics/lightCurves.ts'
import type { LightCurves } from '../statistics/lightCurves.ts'

/** Some rows of the pair table. `a` is earlier than `b`. Metrics are computed in double precision, then rounded. */
export interface PairChunk {
  readonly count: number
  readonly source: Int32Array
  readonly measIdA: Float64Array
  readonly measIdB: Float64Array
  readonly imageIndexA: Int32Array
  readonly imageIndexB: Int32Array
  readonly fluxIntAMjy: Float32Array
  readonly fluxIntErrAMjy: Float32Array
  readonly fluxPeakAMjy: Float32Array
  readonly fluxPeakErrAMjy: Float32Array
  readonly fluxIntBMjy: Float32Array
  readonly fluxIntErrBMjy: Float32Array
  readonly fluxPeakBMjy: Float32Array
  readonly fluxPeakErrBMjy: Float32Array
  readonly vsPeak: Float32Array
  readonly vsInt: Float32Array
  readonly mPeak: Float32Array
  readonly mInt: Float32Array
}

/** Rows of a row group of Parquet. */
const defaultRowsPerChunk = 122_880

/** Pairs of all sources: N (N - 1) / 2 for a light curve of N points. */
export function countPairs({ sourceCount, offsets }: LightCurves): number {
  let pairs = 0
  for (let s = 0; s < sourceCount; s++) {
    const points = offsets[s + 1] - offsets[s]
    pairs += (points * (points - 1)) / 2
  }
  return pairs
}

/**
 * All pairs of points within each light curve with their two-epoch metrics, in the order (source, a, b), a chunk at a
 * time: Vs = (Sa - Sb) / hypot(ea, eb) and m = 2 (Sa - Sb) / (Sa + Sb). m of two fluxes that add to 0 is infinite.
 *
 * @see Mooley et al. 2016, ApJ 818, 105, section 5
 */
export function* measurementPairs(curves: LightCurves, rowsPerChunk = defaultRowsPerChunk): Generator<PairChunk, void, undefined> {
  const cursor = new PairCursor(curves)
  for (let left = countPairs(curves); left > 0; left -= rowsPerChunk) {
    const chunk = emptyChunk(Math.min(left, rowsPerChunk))
    cursor.fill(chunk)
    yield chunk
  }
}

function emptyChunk(count: number): PairChunk {
  const numbers = (): Float32Array => new Float32Array(count)
  return {
    count,
    source: new Int32Array(count),
    measIdA: new Float64Array(count),
    measIdB: new Float64Array(count),
    imageIndexA: new Int32Array(count),
    imageIndexB: new Int32Array(count),
    fluxIntAMjy: numbers(),
    fluxIntErrAMjy: numbers(),
    fluxPeakAMjy: numbers(),
    fluxPeakErrAMjy: numbers(),
    fluxIntBMjy: numbers(),
    fluxIntErrBMjy: numbers(),
    fluxPeakBMjy: numbers(),
    fluxPeakErrBMjy: numbers(),
    vsPeak: numbers(),
    vsInt: numbers(),
    mPeak: numbers(),
    mInt: numbers(),
  }
}

/** Stands before the next pair. */
class PairCursor {
  readonly #curve: LightCurveReader
  #source = -1
  #a = 0
  #b = 0

  constructor(curves: LightCurves) {
    this.#curve = new LightCurveReader(curves)
  }

  /** Fills the chunk, which must not be longer than the pairs that are left. */
  fill(chunk: PairChunk): void {
    let row = 0
    while (row < chunk.count) {
      while (this.#b >= this.#curve.count) this.#advance()
      const rows = Math.min(this.#curve.count - this.#b, chunk.count - row)
      writeEarlier(chunk, row, row + rows, this.#source, this.#curve, this.#a)
      writeLater(chunk, row, row + rows, this.#curve, this.#b)
      writeMetrics(chunk, row, row + rows, this.#curve, this.#a, this.#b)
      row += rows
      this.#b += rows
    }
  }

  #advance(): void {
    this.#a++
    if (this.#a >= this.#curve.count - 1) {
      this.#source++
      this.#curve.load(this.#source)
      this.#a = 0
    }
    this.#b = this.#a + 1
  }
}

function writeEarlier(chunk: PairChunk, begin: number, end: number, source: number, curve: LightCurveReader, a: number): void {
  chunk.source.fill(source, begin, end)
  chunk.measIdA.fill(curve.id[a], begin, end)
  chunk.imageIndexA.fill(curve.imageIndex[a], begin, end)
  chunk.fluxIntAMjy.fill(curve.fluxIntMjy[a], begin, end)
  chunk.fluxIntErrAMjy.fill(curve.fluxIntErrMjy[a], begin, end)
  chunk.fluxPeakAMjy.fill(curve.fluxPeakMjy[a], begin, end)
  chunk.fluxPeakErrAMjy.fill(curve.fluxPeakErrMjy[a], begin, end)
}

function writeLater(chunk: PairChunk, begin: number, end: number, curve: LightCurveReader, firstB: number): void {
  for (let row = begin, b = firstB; row < end; row++, b++) {
    chunk.measIdB[row] = curve.id[b]
    chunk.imageIndexB[row] = curve.imageIndex[b]
    chunk.fluxIntBMjy[row] = curve.fluxIntMjy[b]
    chunk.fluxIntErrBMjy[row] = curve.fluxIntErrMjy[b]
    chunk.fluxPeakBMjy[row] = curve.fluxPeakMjy[b]
    chunk.fluxPeakErrBMjy[row] = curve.fluxPeakErrMjy[b]
  }
}

function writeMetrics(chunk: PairChunk, begin: number, end: number, curve: LightCurveReader, a: number, firstB: number): void {
  const { fluxIntMjy, fluxIntErrMjy, fluxPeakMjy, fluxPeakErrMjy } = curve
  for (let row = begin, b = firstB; row < end; row++, b++) {
    chunk.vsInt[row] = pairVs(fluxIntMjy[a], fluxIntErrMjy[a], fluxIntMjy[b], fluxIntErrMjy[b])
    chunk.vsPeak[row] = pairVs(fluxPeakMjy[a], fluxPeakErrMjy[a], fluxPeakMjy[b], fluxPeakErrMjy[b])
    chunk.mInt[row] = pairModulation(fluxIntMjy[a], fluxIntMjy[b])
    chunk.mPeak[row] = pairModulation(fluxPeakMjy[a], fluxPeakMjy[b])
  }
}
