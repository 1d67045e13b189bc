/** A logarithmic axis of a plot. */
export interface Axis {
  /** Where a value is, in units of the plot. */
  readonly place: (value: number) => number
  /** Powers of ten. */
  readonly ticks: readonly { readonly at: number; readonly words: string }[]
}

function wordsOfPower(power: number): string {
  return power >= -2 && power <= 3 ? String(10 ** power) : `1e${power}`
}

/** An axis that has all of some values above 0, from one place to another: by whole powers of ten where these are few. */
export function axisOf(values: readonly number[], from: number, to: number): Axis {
  const logs = values.filter((value) => value > 0).map(Math.log10)
  const [smallest, largest] = logs.reduce(([low, high], log) => [Math.min(low, log), Math.max(high, log)], [Infinity, -Infinity])
  const [low, high] = logs.length === 0 ? [0, 1] : [smallest - 0.1, Math.max(largest, smallest + 0.5) + 0.1]
  const place = (value: number) => (value > 0 ? from + ((Math.log10(value) - low) / (high - low)) * (to - from) : from)
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  const step = Math.max(1, Math.ceil((last - first) / 8))
  const powers = Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, index) => first + index * step)
  return { place, ticks: powers.map((power) => ({ at: place(10 ** power), words: wordsOfPower(power) })) }
}
