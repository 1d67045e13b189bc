import { pairModulation, pairVs } from '../../sky/variability.ts'

/** The light curve of one source in time order. */
export interface PairCurve {
  /** Number of points; the columns may be longer. */
  readonly count: number
  readonly id: Float64Array
  readonly imageIndex: Int32Array
  readonly fluxIntMjy: Float64Array
  readonly fluxIntErrMjy: Float64Array
  readonly fluxPeakMjy: Float64Array
  readonly fluxPeakErrMjy: Float64Array
}

/** Points of light curves. */
export interface PairPoints {
  readonly id: Float64Array
  readonly imageIndex: Int32Array
  readonly fluxIntMjy: Float32Array
  readonly fluxIntErrMjy: Float32Array
  readonly fluxPeakMjy: Float32Array
  readonly fluxPeakErrMjy: Float32Array
}

/** Runs of pairs that follow each other and have one earlier point. */
export interface EarlierRuns {
  /** The earlier point, by its position in the group's points. */
  readonly point: Int32Array
  /** Its source, by its position in the group's sources. */
  readonly source: Int32Array
  /** Number of pairs. */
  readonly pairs: Int32Array
}

/** Some rows of the pair table, as references into the points that they are made of. */
export interface PairGroup {
  readonly count: number
  /** Sources with pairs in the group, ascending. */
  readonly sources: Int32Array
  readonly points: PairPoints
  readonly earlier: EarlierRuns
  /** The later point of each pair, by its position in the group's points. */
  readonly later: Int32Array
  readonly vsPeak: Float32Array
  readonly vsInt: Float32Array
  readonly mPeak: Float32Array
  readonly mInt: Float32Array
}

/** Takes pairs until it is full; its groups are views of its columns. */
export class PairBuffers {
  readonly #maxPairs: number
  readonly #sources: Int32Array
  readonly #points: PairPoints
  readonly #earlier: EarlierRuns
  readonly #later: Int32Array
  readonly #vsPeak: Float32Array
  readonly #vsInt: Float32Array
  readonly #mPeak: Float32Array
  readonly #mInt: Float32Array
  #pairCount = 0
  #runCount = 0
  #pointCount = 0
  #sourceCount = 0

  constructor(maxPairs: number) {
    const codes = (): Int32Array => new Int32Array(maxPairs)
    const numbers = (): Float32Array => new Float32Array(maxPairs)
    this.#maxPairs = maxPairs
    this.#sources = codes()
    // Each curve in a group has one point more than its first run has pairs: two a pair at most.
    this.#points = emptyPoints(2 * maxPairs)
    this.#earlier = { point: codes(), source: codes(), pairs: codes() }
    this.#later = codes()
    this.#vsPeak = numbers()
    this.#vsInt = numbers()
    this.#mPeak = numbers()
    this.#mInt = numbers()
  }

  get isEmpty(): boolean {
    return this.#pairCount === 0
  }

  clear(): void {
    this.#pairCount = 0
    this.#runCount = 0
    this.#pointCount = 0
    this.#sourceCount = 0
  }

  /**
   * Adds the pairs of the points from `first` on with their later ones, all pairs of a point or none of them, as far as
   * they fit.
   *
   * @returns the first point whose pairs were not added; the last point of the curve, which is never the earlier one,
   *   where all were
   */
  addCurve(source: number, curve: PairCurve, first: number): number {
    const last = curve.count - 1
    if (!this.#hasRoomFor(last - first)) return first
    const shift = this.#pointCount - first
    this.#addPoints(curve, first)
    this.#sources[this.#sourceCount] = source
    let a = first
    for (; a < last && this.#hasRoomFor(last - a); a++) this.#addRun(curve, a, shift)
    this.#sourceCount++
    return a
  }

  /** What was added since the last {@link clear}; overwritten by what is added after the next one. */
  group(): PairGroup {
    const { point, source, pairs } = this.#earlier
    return {
      count: this.#pairCount,
      sources: this.#sources.subarray(0, this.#sourceCount),
      points: firstPoints(this.#points, this.#pointCount),
      earlier: {
        point: point.subarray(0, this.#runCount),
        source: source.subarray(0, this.#runCount),
        pairs: pairs.subarray(0, this.#runCount),
      },
      later: this.#later.subarray(0, this.#pairCount),
      vsPeak: this.#vsPeak.subarray(0, this.#pairCount),
      vsInt: this.#vsInt.subarray(0, this.#pairCount),
      mPeak: this.#mPeak.subarray(0, this.#pairCount),
      mInt: this.#mInt.subarray(0, this.#pairCount),
    }
  }

  #hasRoomFor(pairs: number): boolean {
    return this.#pairCount + pairs <= this.#maxPairs
  }

  #addPoints(curve: PairCurve, first: number): void {
    const { id, imageIndex, fluxIntMjy, fluxIntErrMjy, fluxPeakMjy, fluxPeakErrMjy } = this.#points
    for (let i = first, to = this.#pointCount; i < curve.count; i++, to++) {
      id[to] = curve.id[i]
      imageIndex[to] = curve.imageIndex[i]
      fluxIntMjy[to] = curve.fluxIntMjy[i]
      fluxIntErrMjy[to] = curve.fluxIntErrMjy[i]
      fluxPeakMjy[to] = curve.fluxPeakMjy[i]
      fluxPeakErrMjy[to] = curve.fluxPeakErrMjy[i]
    }
    this.#pointCount += curve.count - first
  }

  /** `shift` leads from a point's position in the curve to that in the group. */
  #addRun(curve: PairCurve, a: number, shift: number): void {
    const pairs = curve.count - 1 - a
    this.#earlier.point[this.#runCount] = a + shift
    this.#earlier.source[this.#runCount] = this.#sourceCount
    this.#earlier.pairs[this.#runCount] = pairs
    for (let row = this.#pairCount, b = a + 1 + shift, end = row + pairs; row < end; row++, b++) this.#later[row] = b
    writeMetrics(curve.fluxIntMjy, curve.fluxIntErrMjy, a, curve.count, this.#vsInt, this.#mInt, this.#pairCount)
    writeMetrics(curve.fluxPeakMjy, curve.fluxPeakErrMjy, a, curve.count, this.#vsPeak, this.#mPeak, this.#pairCount)
    this.#runCount++
    this.#pairCount += pairs
  }
}

function emptyPoints(count: number): PairPoints {
  const numbers = (): Float32Array => new Float32Array(count)
  return {
    id: new Float64Array(count),
    imageIndex: new Int32Array(count),
    fluxIntMjy: numbers(),
    fluxIntErrMjy: numbers(),
    fluxPeakMjy: numbers(),
    fluxPeakErrMjy: numbers(),
  }
}

function firstPoints(points: PairPoints, count: number): PairPoints {
  return {
    id: points.id.subarray(0, count),
    imageIndex: points.imageIndex.subarray(0, count),
    fluxIntMjy: points.fluxIntMjy.subarray(0, count),
    fluxIntErrMjy: points.fluxIntErrMjy.subarray(0, count),
    fluxPeakMjy: points.fluxPeakMjy.subarray(0, count),
    fluxPeakErrMjy: points.fluxPeakErrMjy.subarray(0, count),
  }
}

/** Vs and m of point `a` with each later one, from the given row on: in double precision, then rounded. */
function writeMetrics(
  flux: Float64Array,
  fluxErr: Float64Array,
  a: number,
  pointCount: number,
  vs: Float32Array,
  m: Float32Array,
  firstRow: number,
): void {
  const fluxA = flux[a]
  const errA = fluxErr[a]
  for (let b = a + 1, row = firstRow; b < pointCount; b++, row++) {
    vs[row] = pairVs(fluxA, errA, flux[b], fluxErr[b])
    m[row] = pairModulation(fluxA, flux[b])
  }
}
