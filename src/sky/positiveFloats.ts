/** Bits of +Infinity. Those of every finite positive float are 1 to one less, in the order of the floats; all others lie outside. */
const infinityBits = 0x7f800000

const float = new Float32Array(1)
const bitsOfFloat = new Int32Array(float.buffer)

function floatOf(bits: number): number {
  bitsOfFloat[0] = bits
  return float[0]
}

/** Bits of the smallest positive float that is not below `value`. */
function bitsFrom(value: number): number {
  if (!(value > 0)) return 1
  float[0] = value
  return float[0] < value ? bitsOfFloat[0] + 1 : bitsOfFloat[0]
}

/** Bits of the largest finite float that is not above `value`; 0 where none is positive. */
function bitsUpTo(value: number): number {
  if (!(value > 0)) return 0
  float[0] = value
  return Math.min(float[0] > value ? bitsOfFloat[0] - 1 : bitsOfFloat[0], infinityBits - 1)
}

/** How many values {@link PositiveFloats.take} takes at most. */
export const blockSize = 4096

/**
 * Counts the finite positive values among 32-bit floats, block by block, those below a range and those in it, and finds
 * the least and the largest. It compares bits as integers, which sort as positive floats do: three times as fast as floats
 * with their care for NaN.
 */
export class PositiveFloats {
  count = 0
  below = 0
  /** Positions of the values of the last block that are in the range, of which `insideCount` are set. */
  readonly inside = new Int32Array(blockSize)
  insideCount = 0
  private readonly lowBits: number
  /** How many floats the range holds. */
  private readonly width: number
  /** The least is above the largest before the first value that counts. */
  private leastBits = infinityBits
  private largestBits = infinityBits - 1

  /** The range is [low, high]. */
  constructor(low: number, high: number) {
    this.lowBits = bitsFrom(low)
    this.width = Math.max(0, bitsUpTo(high) + 1 - this.lowBits)
  }

  /** Where nothing counts yet, this and `largest` mean nothing. */
  get least(): number {
    return floatOf(this.leastBits)
  }

  get largest(): number {
    return floatOf(this.largestBits)
  }

  /** Takes the values at positions `from` to `to` (excluded), given by their bits. */
  take(bits: Int32Array, from: number, to: number): void {
    const { lowBits, inside } = this
    // Unsigned on both sides of a comparison, or it would be made in doubles.
    const width = this.width >>> 0
    let { leastBits } = this
    let reach = (this.largestBits + 1 - leastBits) >>> 0
    let below = 0
    let insideCount = 0
    const fours = to - ((to - from) & 3)
    // Four at a time: the loop's own cost is as large as the work on one.
    for (let i = from; i < fours; i += 4) {
      const a = bits[i]
      const overA = (a - lowBits) | 0
      below += overA >>> 31
      if (overA >>> 0 < width) inside[insideCount++] = i
      const b = bits[i + 1]
      const overB = (b - lowBits) | 0
      below += overB >>> 31
      if (overB >>> 0 < width) inside[insideCount++] = i + 1
      const c = bits[i + 2]
      const overC = (c - lowBits) | 0
      below += overC >>> 31
      if (overC >>> 0 < width) inside[insideCount++] = i + 2
      const d = bits[i + 3]
      const overD = (d - lowBits) | 0
      below += overD >>> 31
      if (overD >>> 0 < width) inside[insideCount++] = i + 3
      if (
        (a - leastBits) >>> 0 >= reach ||
        (b - leastBits) >>> 0 >= reach ||
        (c - leastBits) >>> 0 >= reach ||
        (d - leastBits) >>> 0 >= reach
      ) {
        this.takeUnusual(bits, i, i + 4)
        leastBits = this.leastBits
        reach = (this.largestBits + 1 - leastBits) >>> 0
      }
    }
    for (let i = fours; i < to; i++) {
      const over = (bits[i] - lowBits) | 0
      below += over >>> 31
      if (over >>> 0 < width) inside[insideCount++] = i
    }
    this.takeUnusual(bits, fours, to)
    this.count += to - from
    this.below += below
    this.insideCount = insideCount
  }

  /** Values that were counted: widens the extremes to those that count, takes the others back. */
  private takeUnusual(bits: Int32Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const value = bits[i]
      if (value >= 1 && value < infinityBits) {
        const isFirst = this.leastBits > this.largestBits
        this.leastBits = isFirst ? value : Math.min(this.leastBits, value)
        this.largestBits = isFirst ? value : Math.max(this.largestBits, value)
      } else {
        this.count--
        this.below -= ((value - this.lowBits) | 0) >>> 31
      }
    }
  }
}
