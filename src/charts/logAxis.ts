/** A tick of an axis of logarithms. */
export interface LogTick {
  /** Logarithm to base 10. */
  readonly log: number
  /** Empty for the ticks between powers of ten. */
  readonly words: string
}

function wordsOfPower(power: number): string {
  return power >= -3 && power <= 3 ? String(Number(`1e${power}`)) : `1e${power}`
}

/**
 * The ticks of a part of a logarithmic axis: powers of ten with their words, a few of them where they are many; where there are less than
 * three, 2 and 5 times a power too.
 */
export function logTicks(low: number, high: number, most = 8): readonly LogTick[] {
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  const count = last - first + 1
  if (count < 3) {
    const between = Array.from({ length: Math.max(0, Math.ceil(high) - Math.floor(low)) }, (_, i) => Math.floor(low) + i)
    const ticks = between.flatMap((power) => [1, 2, 5].map((factor) => ({ factor, power })))
    return [...ticks, { factor: 1, power: Math.ceil(high) }]
      .map(({ factor, power }) => ({ log: power + Math.log10(factor), words: wordsOf(factor, power) }))
      .filter(({ log }) => log >= low && log <= high)
  }
  const step = Math.max(1, Math.ceil(count / most))
  return Array.from({ length: Math.floor((count - 1) / step) + 1 }, (_, i) => first + i * step).map((power) => ({
    log: power,
    words: wordsOfPower(power),
  }))
}

function wordsOf(factor: number, power: number): string {
  return factor === 1 || power < -3 || power > 3
    ? `${factor === 1 ? '' : `${factor}×`}${wordsOfPower(power)}`
    : String(Number(`${factor}e${power}`))
}
