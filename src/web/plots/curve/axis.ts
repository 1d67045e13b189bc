/** Where an axis has a line, and what stands at it. */
export interface Tick {
  readonly value: number
  readonly words: string
}

/** Values along an axis, and where they are drawn. */
export interface Axis {
  readonly low: number
  readonly high: number
  readonly isLog: boolean
  readonly ticks: readonly Tick[]
}

function stepOf(span: number, count: number): number {
  const raw = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(raw))
  const times = [1, 2, 5, 10].find((each) => each * power >= raw) ?? 10
  return times * power
}

function decimalsOf(step: number): number {
  return Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)))
}

/** An axis of even steps over a range that is not empty, about `count` of them. */
export function linearAxis(low: number, high: number, count: number): Axis {
  const step = stepOf(high - low, count)
  const ticks: Tick[] = []
  for (let index = Math.ceil(low / step); index * step <= high; index++) {
    const value = index * step
    ticks.push({ value, words: value.toFixed(decimalsOf(step)) })
  }
  return { low, high, isLog: false, ticks }
}

function wordsOf(value: number): string {
  if (value >= 1e5 || value < 1e-3) return value.toExponential(0).replace('e+', 'e')
  return String(Number(value.toPrecision(3)))
}

/** An axis of decades over positive values; with 2 and 5 between them where there are few. */
export function logAxis(low: number, high: number): Axis {
  const decades = Math.log10(high / low)
  const times = decades > 4 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 3, 5, 7]
  const ticks: Tick[] = []
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (const each of times) {
      const value = each * 10 ** power
      if (value >= low && value <= high) ticks.push({ value, words: wordsOf(value) })
    }
  }
  return { low, high, isLog: true, ticks }
}

const dayMs = 86_400_000
const timeSteps = [60_000, 600_000, 3_600_000, 4 * 3_600_000, dayMs, 2 * dayMs, 7 * dayMs, 14 * dayMs] as const

function isoOf(ms: number, length: number): string {
  return new Date(ms).toISOString().slice(0, length).replace('T', ' ')
}

function monthTicks(low: number, high: number, months: number): Tick[] {
  const first = new Date(low)
  const ticks: Tick[] = []
  for (let month = Math.floor(first.getUTCMonth() / months) * months; ; month += months) {
    const value = Date.UTC(first.getUTCFullYear(), month, 1)
    if (value > high) return ticks
    if (value >= low) ticks.push({ value, words: isoOf(value, 10) })
  }
}

/** An axis of UTC over times in ms since 1970: whole minutes, hours, days or months, about `count` of them. */
export function dateAxis(low: number, high: number, count: number): Axis {
  const raw = (high - low) / Math.max(1, count)
  const step = timeSteps.find((each) => each >= raw)
  if (step === undefined) {
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((each) => each * 30.4 * dayMs >= raw) ?? 240
    return { low, high, isLog: false, ticks: monthTicks(low, high, months) }
  }
  const ticks: Tick[] = []
  for (let index = Math.ceil(low / step); index * step <= high; index++) {
    ticks.push({ value: index * step, words: isoOf(index * step, step < dayMs ? 16 : 10) })
  }
  return { low, high, isLog: false, ticks }
}

/** Where a value stands between the ends of an axis: 0 at the low one, 1 at the high one. */
export function along({ low, high, isLog }: Axis, value: number): number {
  return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
}

/** The value that stands somewhere along an axis. */
export function valueAt({ low, high, isLog }: Axis, share: number): number {
  return isLog ? low * (high / low) ** share : low + (high - low) * share
}
