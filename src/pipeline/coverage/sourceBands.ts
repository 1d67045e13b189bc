import { degToRad } from '../../sky/angle.ts'
import { writeUnitVector } from '../../sky/unitVector.ts'
import type { Int32List } from '../numberList.ts'

const bandsPerDeg = 8
const bandCount = 180 * bandsPerDeg + 1

/** Positions sorted into bands of declination, to ask which of them lie in a circle. */
export interface SourceBands {
  /** The sources of band b are `source[start[b]]` to `source[start[b + 1] - 1]`, ascending. */
  readonly start: Int32Array
  readonly source: Int32Array
  /** Unit vectors in the order of `source`, so that a band is read in one go. */
  readonly vectors: Float64Array
}

export function sourceBands(raDeg: Float64Array, decDeg: Float64Array): SourceBands {
  const start = new Int32Array(bandCount + 1)
  for (const dec of decDeg) start[bandOf(dec) + 1]++
  for (let band = 0; band < bandCount; band++) start[band + 1] += start[band]
  const source = new Int32Array(decDeg.length)
  const fill = start.slice()
  for (let s = 0; s < decDeg.length; s++) source[fill[bandOf(decDeg[s])]++] = s
  const vectors = new Float64Array(3 * source.length)
  for (let i = 0; i < source.length; i++) writeUnitVector(raDeg[source[i]], decDeg[source[i]], vectors, 3 * i)
  return { start, source, vectors }
}

/**
 * Appends the sources within `radiusDeg` of a position to `found`, band by band, and to `chordSquared` (by source) the
 * square of their straight distance on the unit sphere.
 */
export function findInCircle(
  bands: SourceBands,
  centre: { readonly raDeg: number; readonly decDeg: number; readonly radiusDeg: number },
  found: Int32List,
  chordSquared: Float64Array,
): void {
  const { vectors, start, source } = bands
  const centreVector = new Float64Array(3)
  writeUnitVector(centre.raDeg, centre.decDeg, centreVector, 0)
  const [x, y, z] = centreVector
  const limit = (2 * Math.sin(degToRad(centre.radiusDeg) / 2)) ** 2
  const last = start[bandOf(Math.min(90, centre.decDeg + centre.radiusDeg)) + 1]
  for (let i = start[bandOf(Math.max(-90, centre.decDeg - centre.radiusDeg))]; i < last; i++) {
    const dx = vectors[3 * i] - x
    const dy = vectors[3 * i + 1] - y
    const dz = vectors[3 * i + 2] - z
    const squared = dx * dx + dy * dy + dz * dz
    if (squared > limit) continue
    chordSquared[source[i]] = squared
    found.push(source[i])
  }
}

function bandOf(decDeg: number): number {
  return Math.floor((decDeg + 90) * bandsPerDeg)
}
