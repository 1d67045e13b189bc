import { normaliseRaDeg, raDifferenceDeg } from './angle.ts'
import type { Wcs } from './wcs.ts'

/** A part of an image, in pixels: its first pixel is centred on (firstX, firstY). */
export interface PixelBox {
  readonly firstX: number
  readonly firstY: number
  readonly width: number
  readonly height: number
}

/** A line of equal right ascension or declination over an image. */
export interface GridLine {
  readonly axis: 'ra' | 'dec'
  readonly valueDeg: number
  /** Such as `05h30m` or `-68°30′`, with the digits that the step has. */
  readonly label: string
  /** The parts of it that are in the box: x and y of each point in turn. */
  readonly parts: readonly (readonly number[])[]
}

const ARCSEC = 1 / 3600
const SECOND = 15 / 3600

/** Steps that people count in, deg. */
const decSteps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18_000, 36_000].map((s) => s * ARCSEC)
const raSteps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800].map(
  (s) => s * SECOND,
)

const LINES = 5
const SAMPLES = 17
const POINTS = 96

interface Reach {
  readonly centreRaDeg: number
  readonly raSpanDeg: readonly [number, number]
  readonly decSpanDeg: readonly [number, number]
}

function contains({ firstX, firstY, width, height }: PixelBox, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= firstX - 0.5 && y >= firstY - 0.5 && x <= firstX + width - 0.5 && y <= firstY + height - 0.5
}

/** What of the sky a box shows, right ascensions as differences from that of a middle; null where it shows none. */
function reachOf(wcs: Wcs, box: PixelBox): Reach | null {
  const at = (k: number, first: number, length: number) => first - 0.5 + (k / (SAMPLES - 1)) * length
  const seen = Array.from({ length: SAMPLES * SAMPLES }, (_, k) =>
    wcs.skyFromPixel(at(k % SAMPLES, box.firstX, box.width), at(Math.floor(k / SAMPLES), box.firstY, box.height)),
  ).filter(({ raDeg, decDeg }) => Number.isFinite(raDeg) && Number.isFinite(decDeg))
  const middle = seen[seen.length >> 1]
  if (!middle) return null
  const decs = seen.map(({ decDeg }) => decDeg)
  const differences = seen.map(({ raDeg }) => raDifferenceDeg(raDeg, middle.raDeg))
  const poles = ([-90, 90] as const).filter((dec) => contains(box, wcs.pixelFromSky(0, dec)))
  return {
    centreRaDeg: middle.raDeg,
    raSpanDeg: poles.length > 0 ? [-180, 180] : [Math.min(...differences), Math.max(...differences)],
    decSpanDeg: [Math.min(...decs, ...poles), Math.max(...decs, ...poles)],
  }
}

function stepFor(spanDeg: number, steps: readonly number[]): number {
  return steps.find((step) => spanDeg / step <= LINES) ?? steps[steps.length - 1]
}

function multiplesIn([low, high]: readonly [number, number], step: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  return Array.from({ length: Math.max(0, Math.floor(high / step + 1e-9) - first + 1) }, (_, k) => (first + k) * step)
}

/** The part of a straight line that is in the box (Liang and Barsky 1984, ACM TOG 3, 1); null where none is. */
function clip({ firstX, firstY, width, height }: PixelBox, [ax, ay]: number[], [bx, by]: number[]): readonly number[] | null {
  const [dx, dy] = [bx - ax, by - ay]
  let [from, to] = [0, 1]
  const sides = [
    [-dx, ax - firstX + 0.5],
    [dx, firstX + width - 0.5 - ax],
    [-dy, ay - firstY + 0.5],
    [dy, firstY + height - 0.5 - ay],
  ]
  for (const [towards, distance] of sides) {
    if (towards === 0 && distance < 0) return null
    if (towards < 0) from = Math.max(from, distance / towards)
    if (towards > 0) to = Math.min(to, distance / towards)
  }
  return from > to ? null : [ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy]
}

/** A curve cut to the box: parts that belong together stay one. */
function cutToBox(box: PixelBox, points: readonly { readonly x: number; readonly y: number }[]): number[][] {
  const parts: number[][] = []
  const longest = 2 * Math.hypot(box.width, box.height)
  let open: number[] | null = null
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1], points[k]]
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    const piece = length < longest ? clip(box, [a.x, a.y], [b.x, b.y]) : null
    if (!piece) {
      open = null
      continue
    }
    const [x, y, toX, toY] = piece
    if (open && open.at(-2) === x && open.at(-1) === y) open.push(toX, toY)
    else parts.push((open = [x, y, toX, toY]))
    // It left the box within this piece.
    if (toX !== b.x || toY !== b.y) open = null
  }
  return parts
}

function digitsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))
}

/** A value in units of which 60 make the next, cut where the step has no more digits. */
function sixties(value: number, step: number, units: readonly [string, string, string]): string {
  const digits = digitsOf(step)
  const whole = Math.round(value * 10 ** digits)
  const seconds = whole / 10 ** digits
  const first = Math.floor(seconds / 3600 + 1e-12)
  const second = Math.floor((seconds - first * 3600) / 60 + 1e-12)
  const rest = Math.abs(seconds - first * 3600 - second * 60)
  const parts = [String(first).padStart(2, '0') + units[0]]
  if (step < 3600) parts.push(String(second).padStart(2, '0') + units[1])
  if (step < 60) parts.push(rest.toFixed(digits).padStart(digits > 0 ? digits + 3 : 2, '0') + units[2])
  return parts.join('')
}

function raLabel(raDeg: number, stepDeg: number): string {
  const stepS = stepDeg / SECOND
  const seconds = Math.round((normaliseRaDeg(raDeg) / SECOND) * 1e6) / 1e6
  return sixties(seconds >= 86_400 ? 0 : seconds, stepS, ['h', 'm', 's'])
}

function decLabel(decDeg: number, stepDeg: number): string {
  return (decDeg < -1e-12 ? '−' : '+') + sixties(Math.abs(decDeg) / ARCSEC, stepDeg / ARCSEC, ['°', '′', '″'])
}

/** Points along a range, its ends among them. */
function along([low, high]: readonly [number, number]): number[] {
  return Array.from({ length: POINTS }, (_, k) => low + ((high - low) * k) / (POINTS - 1))
}

/** A little beyond what is seen: lines go through to the edge of the box. */
function widened([low, high]: readonly [number, number], most: number): [number, number] {
  const by = 0.1 * (high - low)
  return [Math.max(-most, low - by), Math.min(most, high + by)]
}

/** Lines of right ascension and declination over a part of an image, some five of each. */
export function skyGrid(wcs: Wcs, box: PixelBox): readonly GridLine[] {
  const reach = reachOf(wcs, box)
  if (!reach) return []
  const { centreRaDeg, raSpanDeg, decSpanDeg } = reach
  const decStep = stepFor(decSpanDeg[1] - decSpanDeg[0], decSteps)
  const raStep = stepFor(raSpanDeg[1] - raSpanDeg[0], raSteps)
  const [ras, decs] = [along(widened(raSpanDeg, 180)), along(widened(decSpanDeg, 90))]
  const decLines = multiplesIn(decSpanDeg, decStep).filter((dec) => Math.abs(dec) < 90 - 1e-9)
  const absolute: [number, number] = [centreRaDeg + raSpanDeg[0], centreRaDeg + raSpanDeg[1]]
  const raLines = multiplesIn(absolute, raStep).filter((ra, k, all) => k === 0 || ra - all[0] < 360 - 1e-9)
  return [
    ...raLines.map((ra): GridLine => ({
      axis: 'ra',
      valueDeg: normaliseRaDeg(ra),
      label: raLabel(ra, raStep),
      parts: cutToBox(
        box,
        decs.map((dec) => wcs.pixelFromSky(normaliseRaDeg(ra), dec)),
      ),
    })),
    ...decLines.map((dec): GridLine => ({
      axis: 'dec',
      valueDeg: dec,
      label: decLabel(dec, decStep),
      parts: cutToBox(
        box,
        ras.map((difference) => wcs.pixelFromSky(normaliseRaDeg(centreRaDeg + difference), dec)),
      ),
    })),
  ].filter(({ parts }) => parts.length > 0)
}

/** Positions at evenly spaced places of a box, row by row from its first corner; NaN off the sky. */
export interface SkyLattice {
  readonly raDeg: readonly number[]
  readonly decDeg: readonly number[]
}

/** Where a lattice of nodes x nodes places, the outermost on the edges of the box's outer pixels, is on the sky. */
export function skyLattice(wcs: Wcs, box: PixelBox, nodes: number): SkyLattice {
  const at = (k: number, first: number, length: number) => first - 0.5 + (k / (nodes - 1)) * length
  const places = Array.from({ length: nodes * nodes }, (_, k) =>
    wcs.skyFromPixel(at(k % nodes, box.firstX, box.width), at(Math.floor(k / nodes), box.firstY, box.height)),
  )
  return { raDeg: places.map(({ raDeg }) => raDeg), decDeg: places.map(({ decDeg }) => decDeg) }
}
