import { geoGraticule } from 'd3-geo'
import { aitoffProjection, pixelsPerDeg, type ChartSize, type Window } from './aitoff.ts'
import type { SkyFrame } from './skyFrame.ts'
import { radiusDeg } from './skyView.ts'

const latStepsDeg = [1 / 60, 2 / 60, 5 / 60, 10 / 60, 20 / 60, 0.5, 1, 2, 5, 10, 15, 30] as const
const lonStepsDeg = [...latStepsDeg, 45, 90] as const

/** Seconds of right ascension. */
const raStepsS = [5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 21_600] as const

const degOfSecond = 15 / 3600

/** Lines are at least so far apart, in pixels. */
const leastApart = 76

export interface SkyLabel {
  readonly words: string
  readonly place: [number, number]
  readonly isLon: boolean
}

/** The lines of equal longitude and latitude of a chart, as far as it shows them, and what they are called. */
export interface SkyNet {
  readonly lines: ReturnType<ReturnType<typeof geoGraticule>>
  readonly labels: readonly SkyLabel[]
}

function smallest(steps: readonly number[], atLeast: number): number {
  return steps.find((step) => step >= atLeast) ?? steps.at(-1) ?? 90
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** A right ascension as `14h`, `14h 30m` or `14h 30m 20s`: as far as its step needs. */
export function raWords(raDeg: number, stepDeg: number): string {
  const seconds = Math.round((((raDeg % 360) + 360) % 360) / degOfSecond) % 86_400
  const step = Math.round(stepDeg / degOfSecond)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (step % 3600 === 0) return `${hours}h`
  return step % 60 === 0 ? `${hours}h ${pad(minutes)}m` : `${hours}h ${pad(minutes)}m ${pad(seconds % 60)}s`
}

/** An angle as `-45°` or `-45° 10′`: as far as its step needs. */
export function degWords(deg: number, stepDeg: number): string {
  const minutes = Math.round(Math.abs(deg) * 60)
  const sign = deg < 0 && minutes > 0 ? '-' : ''
  const whole = Math.floor(minutes / 60)
  return Number.isInteger(stepDeg) ? `${sign}${whole}°` : `${sign}${whole}° ${pad(minutes % 60)}′`
}

function multiples(from: number, to: number, step: number): number[] {
  const values: number[] = []
  for (let at = Math.ceil(from / step - 1e-9); at * step <= to + 1e-9; at++) values.push(at * step)
  return values
}

/** The longitude at which latitudes are written: at the left edge, or in the middle where the whole sky or a pole is shown. */
function lonOfLabels(size: ChartSize, window: Window, lonStep: number): number {
  const middle = Math.round(window.lonDeg / lonStep) * lonStep
  if (window.zoom <= 1 || Math.abs(window.latDeg) > 80) return middle
  const [lon = Number.NaN] = aitoffProjection(size, window).invert?.([4, size.height / 2]) ?? []
  return Number.isFinite(lon) ? lon : middle
}

interface Extent {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

/** The part of the sky that a window shows, by longitudes and latitudes. */
function extentOf(size: ChartSize, { lonDeg, latDeg, zoom }: Window): Extent {
  const radius = radiusDeg(size, zoom)
  const [south, north] = [Math.max(-90, latDeg - radius), Math.min(90, latDeg + radius)]
  const narrowest = Math.cos((Math.max(-south, north) * Math.PI) / 180)
  const half = narrowest * 180 > radius ? Math.min(180, radius / narrowest) : 180
  return { west: lonDeg - half, east: lonDeg + half, south, north }
}

function stepsOf(frame: SkyFrame, size: ChartSize, { latDeg, zoom }: Window): readonly [lon: number, lat: number] {
  const least = leastApart / pixelsPerDeg(size, zoom)
  const cosLat = Math.max(0.02, Math.cos((latDeg * Math.PI) / 180))
  const lonSteps = frame === 'icrs' ? raStepsS.map((seconds) => seconds * degOfSecond) : lonStepsDeg
  return [smallest(lonSteps, least / cosLat), smallest(latStepsDeg, least)]
}

/** The lines and labels of a window. */
export function skyNet(frame: SkyFrame, size: ChartSize, window: Window): SkyNet {
  const [lonStep, latStep] = stepsOf(frame, size, window)
  const { west, east, south, north } = extentOf(size, window)
  const highest = 90 - latStep
  const latOfLons = Math.max(-highest, Math.min(highest, Math.round(window.latDeg / latStep) * latStep))
  const lonOfLats = lonOfLabels(size, window, lonStep)
  const isWhole = window.zoom <= 1
  const words = frame === 'icrs' ? raWords : (deg: number, step: number) => degWords((deg + 720) % 360, step)
  const net = geoGraticule()
    .step([lonStep, latStep])
    .extent([
      [west, south],
      [east, north],
    ])
  const ofLon = (lon: number): SkyLabel => ({ words: words(lon, lonStep), place: [lon, latOfLons], isLon: true })
  const ofLat = (lat: number): SkyLabel => ({ words: degWords(lat, latStep), place: [lonOfLats, lat], isLon: false })
  const lats = multiples(Math.max(-89.99, south), Math.min(89.99, north), latStep).filter((lat) => !isWhole || lat !== latOfLons)
  return { lines: net.precision(Math.min(2.5, latStep / 4))(), labels: [...multiples(west, east, lonStep).map(ofLon), ...lats.map(ofLat)] }
}
