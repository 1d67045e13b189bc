import { largest, selectInPlace } from './orderStatistics.ts'
import { blockSize, PositiveFloats } from './positiveFloats.ts'

type Values = Float64Array | Float32Array

/** Between which values a median is expected: `low` <= median <= `high`. */
export interface MedianBracket {
  readonly low: number
  readonly high: number
}

export interface PositiveStatistics {
  /** How many values were finite and positive; the others count for nothing. */
  readonly count: number
  /** Smallest and largest of them; NaN where there are none. */
  readonly minimum: number
  readonly maximum: number
  /**
   * Their median: the middle value or the mean of the two middle ones; NaN where there are none. Null where it lay
   * outside the bracket or too many values inside: read again with {@link betterBracket}.
   */
  readonly median: number | null
  /** Where the median was not found: a bracket from a sample of all that was read. Null where it was. */
  readonly betterBracket: MedianBracket | null
}

const sampleSize = 32_768
const defaultCapacity = 4_194_304
const initialCapacity = 32_768

/**
 * A bracket for the median of data of which `sample` is a part, wide enough that a random sample misses it once in
 * 10^5 times or less. Values that are not finite and positive are left out.
 */
export function bracketMedian(sample: Values): MedianBracket {
  const positive = new Float64Array(sample.length)
  let count = 0
  for (let i = 0; i < sample.length; i++) if (isPositive(sample[i])) positive[count++] = sample[i]
  // The rank of the true median in a sample of n scatters by sqrt(n) / 2.
  return bracketAround(positive.subarray(0, count), 2.25 * Math.sqrt(count) + 2)
}

function bracketAround(values: Float64Array, reach: number): MedianBracket {
  if (values.length === 0) return { low: 0, high: Infinity }
  const low = Math.floor(values.length / 2 - reach)
  const high = Math.ceil(values.length / 2 + reach)
  return {
    low: low < 0 ? 0 : selectInPlace(values, low),
    high: high >= values.length ? Infinity : selectInPlace(values, high),
  }
}

function isPositive(value: number): boolean {
  return value > 0 && value < Infinity
}

/**
 * The exact median, minimum and maximum of the finite positive values among many that arrive in slices, in one pass
 * and bounded memory: what lies outside the bracket is counted, what lies inside is kept, and the median is selected
 * at the end. It is exact, or it says that the bracket missed.
 */
export class StreamingMedian {
  readonly #bracket: MedianBracket
  readonly #capacity: number
  /** Counts what comes in single precision. */
  readonly #floats: PositiveFloats
  #count = 0
  #below = 0
  #atLow = 0
  #atHigh = 0
  #minimum = Infinity
  #maximum = -Infinity
  /** Values strictly inside the bracket, until there are more than the capacity. */
  #inside = new Float64Array(0)
  #insideCount = 0
  /** The rank within them that was selected last. */
  #selected = -1
  /** Every stride-th value of all that was read, thinned as it grows. */
  #sample = new Float64Array(2 * sampleSize)
  #sampleCount = 0
  #stride = 1
  #untilNext = 0

  /** `capacity`: how many values inside the bracket are kept at most (8 bytes each). */
  constructor(bracket: MedianBracket, capacity = defaultCapacity) {
    this.#bracket = bracket
    this.#capacity = capacity
    this.#inside = new Float64Array(Math.min(capacity, initialCapacity))
    this.#floats = new PositiveFloats(bracket.low, bracket.high)
  }

  add(values: Values): void {
    this.#takeSample(values)
    if (values instanceof Float32Array) this.#addFloats(values)
    else this.#addDoubles(values)
  }

  #addFloats(values: Float32Array): void {
    const floats = this.#floats
    const { count, below } = floats
    const bits = new Int32Array(values.buffer, values.byteOffset, values.length)
    for (let from = 0; from < bits.length; from += blockSize) {
      floats.take(bits, from, Math.min(from + blockSize, bits.length))
      this.#keepAll(values, floats.inside, floats.insideCount)
    }
    this.#count += floats.count - count
    this.#below += floats.below - below
    if (floats.count === 0) return
    this.#minimum = Math.min(this.#minimum, floats.least)
    this.#maximum = Math.max(this.#maximum, floats.largest)
  }

  #addDoubles(values: Float64Array): void {
    const { low, high } = this.#bracket
    let count = 0
    let below = 0
    let minimum = this.#minimum
    let maximum = this.#maximum
    // Comparisons as numbers: a branch on noise costs more than the work, and those that remain are rarely taken.
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      const counts = Number(value > 0) & Number(value < Infinity)
      count += counts
      below += Number(value < low) & counts
      if ((Number(value >= low) & Number(value <= high) & counts) !== 0) this.#keep(value)
      if (value < minimum && counts !== 0) minimum = value
      if (value > maximum && counts !== 0) maximum = value
    }
    this.#count += count
    this.#below += below
    this.#minimum = minimum
    this.#maximum = maximum
  }

  finish(): PositiveStatistics {
    const count = this.#count
    if (count === 0) return { count, minimum: NaN, maximum: NaN, median: NaN, betterBracket: null }
    const median = this.#median()
    const betterBracket = median === null ? this.#bracketOfSample(count) : null
    return { count, minimum: this.#minimum, maximum: this.#maximum, median, betterBracket }
  }

  #median(): number | null {
    const upper = this.#valueOfRank(this.#count >>> 1)
    if (this.#count % 2 === 1) return upper
    const lower = this.#valueOfRank((this.#count >>> 1) - 1)
    return lower === null || upper === null ? null : (lower + upper) / 2
  }

  #keep(value: number): void {
    if (value === this.#bracket.low) this.#atLow++
    else if (value === this.#bracket.high) this.#atHigh++
    else {
      this.#reserve(1)
      if (this.#insideCount < this.#capacity) this.#inside[this.#insideCount] = value
      this.#insideCount++
    }
  }

  /** {@link #keep} for the values at the first `count` positions. */
  #keepAll(values: Float32Array, positions: Int32Array, count: number): void {
    const { low, high } = this.#bracket
    this.#reserve(count)
    if (this.#insideCount + count > this.#inside.length) {
      for (let k = 0; k < count; k++) this.#keep(values[positions[k]])
      return
    }
    const inside = this.#inside
    let end = this.#insideCount
    for (let k = 0; k < count; k++) {
      const value = values[positions[k]]
      inside[end] = value
      if (value > low && value < high) end++
      else if (value === low) this.#atLow++
      else this.#atHigh++
    }
    this.#insideCount = end
  }

  /** Makes room for more values inside, as far as the capacity allows. */
  #reserve(count: number): void {
    const wanted = Math.min(this.#capacity, this.#insideCount + count)
    if (wanted <= this.#inside.length) return
    const grown = new Float64Array(Math.min(this.#capacity, Math.max(wanted, 2 * this.#inside.length)))
    grown.set(this.#inside)
    this.#inside = grown
  }

  #valueOfRank(rank: number): number | null {
    let within = rank - this.#below
    if (within < 0) return null
    if (within < this.#atLow) return this.#bracket.low
    within -= this.#atLow
    if (within < this.#insideCount) return this.#insideCount > this.#capacity ? null : this.#select(within)
    return within - this.#insideCount < this.#atHigh ? this.#bracket.high : null
  }

  /** A rank one below the last that was selected costs a look at what that put before it. */
  #select(within: number): number {
    const isNextBelow = within === this.#selected - 1
    this.#selected = within
    if (isNextBelow) return largest(this.#inside.subarray(0, within + 1))
    return selectInPlace(this.#inside.subarray(0, this.#insideCount), within)
  }

  #takeSample(values: Values): void {
    const sample = this.#sample
    let stride = this.#stride
    let count = this.#sampleCount
    let at = this.#untilNext
    for (; at < values.length; at += stride) {
      if (!isPositive(values[at])) continue
      sample[count++] = values[at]
      if (count < sample.length) continue
      this.#thinSample()
      stride = this.#stride
      count = this.#sampleCount
    }
    this.#sampleCount = count
    this.#untilNext = at - values.length
  }

  #thinSample(): void {
    for (let i = 0; i < sampleSize; i++) this.#sample[i] = this.#sample[2 * i]
    this.#sampleCount = sampleSize
    this.#stride *= 2
  }

  /** Narrow enough for the capacity, as wide as that allows. */
  #bracketOfSample(count: number): MedianBracket {
    const sample = this.#sample.slice(0, this.#sampleCount)
    const widest = (this.#capacity / count) * 0.4 * sample.length
    return bracketAround(sample, Math.min(widest, 8 * Math.sqrt(sample.length) + 2))
  }
}
