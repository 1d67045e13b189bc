import { degToRad, radToDeg } from './angle.ts'
import type { Wcs } from './wcs.ts'

/** An ellipse on the pixels of an image. */
export interface EllipseOnPixels {
  readonly semiMajor: number
  readonly semiMinor: number
  /** Of the major axis, from +x towards +y, deg. */
  readonly angleDeg: number
}

/**
 * A small ellipse of the sky on the pixels around (x, y).
 *
 * @param paDeg of its major axis, north through east
 * @returns null off the sky
 */
export function pixelEllipse(
  wcs: Wcs,
  { x, y }: { readonly x: number; readonly y: number },
  { semiMajorDeg, semiMinorDeg, paDeg }: { readonly semiMajorDeg: number; readonly semiMinorDeg: number; readonly paDeg: number },
): EllipseOnPixels | null {
  const { eastX, eastY, northX, northY } = wcs.localAxes(x, y)
  const [cos, sin] = [Math.cos(degToRad(paDeg)), Math.sin(degToRad(paDeg))]
  const major = [northX * cos + eastX * sin, northY * cos + eastY * sin] as const
  const minor = [eastX * cos - northX * sin, eastY * cos - northY * sin] as const
  const semiMajor = semiMajorDeg * Math.hypot(...major)
  if (!Number.isFinite(semiMajor)) return null
  return { semiMajor, semiMinor: semiMinorDeg * Math.hypot(...minor), angleDeg: radToDeg(Math.atan2(major[1], major[0])) }
}
