import { degToRad, radToDeg } from './angle.ts'

/**
 * Writes the unit vector of a position into `vectors[at]`, `[at + 1]`, `[at + 2]`: x towards RA 0 on the equator,
 * y towards RA 90, z towards the north pole. Good to 2e-16 rad an axis: 4e-11 arcsec.
 */
export function writeUnitVector(raDeg: number, decDeg: number, vectors: Float64Array, at: number): void {
  const ra = degToRad(raDeg)
  const dec = degToRad(decDeg)
  const cosDec = Math.cos(dec)
  vectors[at] = cosDec * Math.cos(ra)
  vectors[at + 1] = cosDec * Math.sin(ra)
  vectors[at + 2] = Math.sin(dec)
}

/** Angle between two vectors, deg in [0, 180], without loss at 0 or 180 (the cross product against the dot product). */
export function angleBetweenDeg(ax: number, ay: number, az: number, bx: number, by: number, bz: number): number {
  const crossX = ay * bz - az * by
  const crossY = az * bx - ax * bz
  const crossZ = ax * by - ay * bx
  const sine = Math.sqrt(crossX * crossX + crossY * crossY + crossZ * crossZ)
  return radToDeg(Math.atan2(sine, ax * bx + ay * by + az * bz))
}
