import { along, dateAxis, linearAxis, logAxis, valueAt, type Axis } from './axis.ts'
import { kindOf, shownValue, type CurveOptions, type CurvePoint, type PointKind } from './curvePoint.ts'

export interface PlotSize {
  readonly width: number
  readonly height: number
  /** The size of its words; margins follow it. */
  readonly fontSize: number
}

/** A rectangle, in the units of the plot. */
interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A point where it is drawn. */
export interface PlacedPoint {
  readonly point: CurvePoint
  readonly kind: PointKind
  readonly x: number
  readonly y: number
  /** Ends of the error bar. */
  readonly yLow: number
  readonly yHigh: number
}

export interface CurveLayout {
  readonly frame: Frame
  readonly x: Axis
  readonly y: Axis
  readonly xTitle: string
  readonly yTitle: string
  readonly points: readonly PlacedPoint[]
  /** Points that a logarithmic axis cannot show. */
  readonly hidden: number
}

const msPerDay = 86_400_000

function firstOf(points: readonly CurvePoint[]): number {
  return points.reduce((least, { timeMs }) => Math.min(least, timeMs), Number.POSITIVE_INFINITY)
}

/** Where the first point stands on a logarithmic axis of days: half as far as the second. */
function nearestDays(points: readonly CurvePoint[], firstMs: number): number {
  const days = points.map(({ timeMs }) => (timeMs - firstMs) / msPerDay).filter((each) => each > 0)
  return days.length > 0 ? days.reduce((a, b) => Math.min(a, b)) / 2 : 0.5
}

type TimeOf = (point: CurvePoint) => number

function timeOf(points: readonly CurvePoint[], time: CurveOptions['time']): TimeOf {
  if (time === 'date') return ({ timeMs }) => timeMs
  if (time === 'mjd') return ({ mjd }) => mjd
  const firstMs = firstOf(points)
  const least = nearestDays(points, firstMs)
  return ({ timeMs }) => Math.max((timeMs - firstMs) / msPerDay, least)
}

function extent(values: readonly number[]): readonly [number, number] {
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)]
}

function timeAxis(values: readonly number[], { time, range }: CurveOptions, width: number): Axis {
  const [first, last] = extent(values)
  const count = Math.max(1, (width - 80) / (time === 'date' ? 112 : 88))
  if (time === 'days') {
    const [low, high] = range ?? [first * 0.8, Math.max(last * 1.2, first * 2)]
    return logAxis(low, high)
  }
  const usual = time === 'date' ? msPerDay / 2 : 0.5
  const space = (last - first) * 0.04 || usual
  const [low, high] = range ?? [first - space, last + space]
  return time === 'date' ? dateAxis(low, high, count) : linearAxis(low, high, count)
}

function fluxAxis(points: readonly CurvePoint[], { isLogFlux, limitSigma }: CurveOptions, height: number): Axis {
  const lows: number[] = []
  const highs: number[] = []
  for (const point of points) {
    const value = shownValue(point, limitSigma)
    const isLimit = kindOf(point, limitSigma) === 'limit'
    lows.push(isLimit ? value : value - point.error)
    highs.push(isLimit ? value : value + point.error)
  }
  if (isLogFlux) {
    const positive = points.map((point) => shownValue(point, limitSigma)).filter((value) => value > 0)
    const [low, high] = positive.length > 0 ? extent([...positive, ...lows.filter((value) => value > 0), ...highs]) : [0.1, 10]
    return logAxis(Math.max(low, high / 1e6) / 1.3, high * 1.3)
  }
  const low = Math.min(0, ...extent(lows))
  const high = Math.max(0, ...extent(highs))
  const space = (high - low) * 0.06 || 1
  return linearAxis(low - (low < 0 ? space : 0), high + space, height / 48)
}

function frameOf({ width, height, fontSize }: PlotSize, y: Axis): Frame {
  const longest = y.ticks.reduce((most, { words }) => Math.max(most, words.length), 1)
  const left = fontSize * (longest * 0.62 + 2.6)
  return { left, right: width - fontSize, top: fontSize * 0.8, bottom: height - fontSize * 3.2 }
}

const xTitles = { date: 'Time [UTC]', mjd: 'MJD [d]', days: 'Time since the first [d]' } as const

/** Where everything of a light curve stands, in the units of the plot: points out of the time that is shown are left out. */
export function layOutCurve(points: readonly CurvePoint[], options: CurveOptions, size: PlotSize): CurveLayout {
  const time = timeOf(points, options.time)
  const x = timeAxis(points.map(time), options, size.width)
  const inRange = points.filter((point) => time(point) >= x.low && time(point) <= x.high)
  const y = fluxAxis(inRange.length > 0 ? inRange : points, options, size.height)
  const frame = frameOf(size, y)
  const toX = (value: number) => frame.left + along(x, value) * (frame.right - frame.left)
  const toY = (value: number) => frame.bottom - along(y, y.isLog ? Math.max(value, y.low) : value) * (frame.bottom - frame.top)
  const isShown = (point: CurvePoint) => !y.isLog || shownValue(point, options.limitSigma) > 0
  const placed = inRange.filter(isShown).map((point) => {
    const value = shownValue(point, options.limitSigma)
    const kind = kindOf(point, options.limitSigma)
    const error = kind === 'limit' ? 0 : point.error
    return { point, kind, x: toX(time(point)), y: toY(value), yLow: toY(value - error), yHigh: toY(value + error) }
  })
  const { label, unit, time: scale } = options
  return { frame, x, y, xTitle: xTitles[scale], yTitle: `${label} [${unit}]`, points: placed, hidden: inRange.length - placed.length }
}

/** What the time axis says at a place of the plot. */
export function timeAt({ frame, x }: Pick<CurveLayout, 'frame' | 'x'>, place: number): number {
  const share = (place - frame.left) / (frame.right - frame.left)
  return valueAt(x, Math.min(1, Math.max(0, share)))
}
