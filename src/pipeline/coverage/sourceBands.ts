import { degToRad, normaliseRaDeg, radToDeg } from '../../sky/angle.ts'
import { writeUnitVector } from '../../sky/unitVector.ts'
import type { Int32List } from '../numberList.ts'

const bandsPerDeg = 4
const bandCount = 180 * bandsPerDeg + 1
/** Bins of right ascension in each band. */
const binCount = 128
/** More than what rounding can take from where a circle ends, deg. */
const slackDeg = 1e-6

/** Positions sorted into bands of declination and bins of right ascension, to ask which of them lie in a circle. */
export interface SourceBands {
  /** The sources of bin `r` of band `d` are `source[start[d * 128 + r]]` to `source[start[d * 128 + r + 1] - 1]`, ascending. */
  readonly start: Int32Array
  readonly source: Int32Array
  /** Unit vectors in the order of `source`, so that neighbouring bins are read in one go. */
  readonly vectors: Float64Array
}

interface Circle {
  readonly raDeg: number
  readonly decDeg: number
  readonly radiusDeg: number
}

export function sourceBands(raDeg: Float64Array, decDeg: Float64Array): SourceBands {
  const start = new Int32Array(bandCount * binCount + 1)
  const cells = new Int32Array(decDeg.length)
  for (let s = 0; s < decDeg.length; s++) {
    cells[s] = bandOf(decDeg[s]) * binCount + binOf(raDeg[s])
    start[cells[s] + 1]++
  }
  for (let cell = 0; cell < bandCount * binCount; cell++) start[cell + 1] += start[cell]
  const source = new Int32Array(decDeg.length)
  const fill = start.slice()
  for (let s = 0; s < decDeg.length; s++) source[fill[cells[s]]++] = s
  const vectors = new Float64Array(3 * source.length)
  for (let i = 0; i < source.length; i++) writeUnitVector(raDeg[source[i]], decDeg[source[i]], vectors, 3 * i)
  return { start, source, vectors }
}

/**
 * Appends the sources within `radiusDeg` of a position to `found`, band by band, and to `chordSquared` (by source) the
 * square of their straight distance on the unit sphere. The cost goes as the sources about the circle.
 */
export function findInCircle(bands: SourceBands, centre: Circle, found: Int32List, chordSquared: Float64Array): void {
  const centreVector = new Float64Array(3)
  writeUnitVector(centre.raDeg, centre.decDeg, centreVector, 0)
  const limit = (2 * Math.sin(degToRad(centre.radiusDeg) / 2)) ** 2
  const halfWidthDeg = halfWidthInRaDeg(centre)
  const runs = binRuns(centre.raDeg, halfWidthDeg)
  const lastBand = bandOf(Math.min(90, centre.decDeg + centre.radiusDeg + slackDeg))
  for (let band = bandOf(Math.max(-90, centre.decDeg - centre.radiusDeg - slackDeg)); band <= lastBand; band++) {
    for (const [firstBin, lastBin] of runs) {
      const first = bands.start[band * binCount + firstBin]
      const last = bands.start[band * binCount + lastBin + 1]
      collect(bands, centreVector, limit, first, last, found, chordSquared)
    }
  }
}

function collect(
  { vectors, source }: SourceBands,
  [x, y, z]: Float64Array,
  limit: number,
  first: number,
  last: number,
  found: Int32List,
  chordSquared: Float64Array,
): void {
  for (let i = first; i < last; i++) {
    const dx = vectors[3 * i] - x
    const dy = vectors[3 * i + 1] - y
    const dz = vectors[3 * i + 2] - z
    const squared = dx * dx + dy * dy + dz * dz
    if (squared > limit) continue
    chordSquared[source[i]] = squared
    found.push(source[i])
  }
}

/** How far in right ascension a circle reaches from its centre: to where the circles through the poles touch it. */
function halfWidthInRaDeg({ decDeg, radiusDeg }: Circle): number {
  if (Math.abs(decDeg) + radiusDeg >= 90) return 180
  const sine = Math.sin(degToRad(radiusDeg)) / Math.cos(degToRad(decDeg))
  return sine < 1 ? radToDeg(Math.asin(sine)) + slackDeg : 180
}

/** The bins within a half width of a right ascension: one run of them, or two on both sides of RA 0. */
function binRuns(raDeg: number, halfWidthDeg: number): readonly (readonly [first: number, last: number])[] {
  if (2 * halfWidthDeg + 720 / binCount >= 360) return [[0, binCount - 1]]
  const [first, last] = [binOf(raDeg - halfWidthDeg), binOf(raDeg + halfWidthDeg)]
  if (first <= last) return [[first, last]]
  return [
    [0, last],
    [first, binCount - 1],
  ]
}

function bandOf(decDeg: number): number {
  return Math.floor((decDeg + 90) * bandsPerDeg)
}

function binOf(raDeg: number): number {
  return Math.min(binCount - 1, Math.floor((normaliseRaDeg(raDeg) / 360) * binCount))
}
