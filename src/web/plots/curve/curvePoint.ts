/** One point of a light curve: a flux density with its error at a time. */
export interface CurvePoint {
  /** Of the measurement. */
  readonly id: number
  /** Since 1970, UTC. */
  readonly timeMs: number
  readonly mjd: number
  /** mJy or mJy/beam; as its error. */
  readonly value: number
  readonly error: number
  /** A forced fit where nothing was detected. */
  readonly isForced: boolean
  /** Of the image; null: not known. */
  readonly frequencyMhz: number | null
}

export const timeScales = ['date', 'mjd', 'days'] as const

/** How time is told: as a date, as MJD, as days since the first point on a logarithmic axis. */
export type TimeScale = (typeof timeScales)[number]

/** How a light curve is drawn. */
export interface CurveOptions {
  readonly label: string
  readonly unit: string
  readonly time: TimeScale
  readonly isLogFlux: boolean
  /** Forced fits below this many times their error are drawn as upper limits there; null: none is. */
  readonly limitSigma: number | null
  /** Whether colour tells the band, where there are several. */
  readonly isByBand: boolean
  /** The part of the time axis that is shown, in its own units; null: all. */
  readonly range: readonly [number, number] | null
}

export type PointKind = 'detection' | 'forced' | 'limit'

/** What a point is drawn as. */
export function kindOf({ isForced, value, error }: CurvePoint, limitSigma: number | null): PointKind {
  if (!isForced) return 'detection'
  return limitSigma !== null && value < limitSigma * error ? 'limit' : 'forced'
}

/** What a point stands at: an upper limit at so many times its error. */
export function shownValue(point: CurvePoint, limitSigma: number | null): number {
  return kindOf(point, limitSigma) === 'limit' && limitSigma !== null ? limitSigma * point.error : point.value
}

/** The frequencies of a light curve, lowest first. */
export function bandsOf(points: readonly CurvePoint[]): readonly number[] {
  return [...new Set(points.flatMap(({ frequencyMhz }) => (frequencyMhz === null ? [] : [frequencyMhz])))].sort((a, b) => a - b)
}
