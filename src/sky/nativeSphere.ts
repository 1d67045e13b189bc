import { degToRad, normaliseRaDeg, raDifferenceDeg, radToDeg } from './angle.ts'
import type { WcsParameters } from './wcsParameters.ts'

/** Where the native pole of a projection lies on the sky, and how the native sphere is turned about it. */
export interface NativePole {
  readonly raDeg: number
  readonly decDeg: number
  /** Native longitude of the celestial pole (LONPOLE). */
  readonly lonPoleDeg: number
}

const tolerance = 1e-10

/** Native latitude of the reference point: the pole for the zenithal projections, the equator for CAR. */
function referenceLatitudeDeg(projection: WcsParameters['projection']): number {
  return projection === 'CAR' ? 0 : 90
}

/** LONPOLE of a header that has none: 180, or 0 where the reference point is not south of its own native latitude. */
export function defaultLonPoleDeg(projection: WcsParameters['projection'], referenceDecDeg: number): number {
  return referenceDecDeg >= referenceLatitudeDeg(projection) ? 0 : 180
}

/**
 * The native pole of a coordinate system (Calabretta & Greisen 2002, A&A 395, 1077, section 2.4, equations 8 to 10;
 * `latPoleDeg` decides where there are two). Null where CRVAL2 and LONPOLE allow none.
 */
export function nativePole(parameters: WcsParameters): NativePole | null {
  const { referenceRaDeg, referenceDecDeg, lonPoleDeg } = parameters
  if (referenceLatitudeDeg(parameters.projection) === 90) return { raDeg: referenceRaDeg, decDeg: referenceDecDeg, lonPoleDeg }
  const decDeg = poleDecDeg(parameters)
  if (decDeg === null) return null
  return { raDeg: normaliseRaDeg(poleRaDeg(parameters, decDeg)), decDeg, lonPoleDeg }
}

/** Equation 8 for a reference point on the native equator; of two solutions the one nearest to LATPOLE, where both are as near the one that wcslib takes. */
function poleDecDeg({ referenceDecDeg, lonPoleDeg, latPoleDeg }: WcsParameters): number | null {
  const cosLonPole = Math.cos(degToRad(lonPoleDeg))
  const sinReference = Math.sin(degToRad(referenceDecDeg))
  if (Math.abs(cosLonPole) < tolerance) return Math.abs(sinReference) < tolerance ? latPoleDeg : null
  const cosine = sinReference / Math.abs(cosLonPole)
  if (Math.abs(cosine) > 1 + tolerance) return null
  const middle = cosLonPole > 0 ? 0 : 180
  const reach = radToDeg(Math.acos(Math.max(-1, Math.min(1, cosine))))
  const solutions = [raDifferenceDeg(middle - reach, 0), raDifferenceDeg(middle + reach, 0)].filter((dec) => Math.abs(dec) < 90 + tolerance)
  solutions.sort((a, b) => Math.abs(a - latPoleDeg) - Math.abs(b - latPoleDeg))
  return solutions[0] ?? null
}

/** Equations 9 and 10 for a reference point on the native equator, with their special cases. */
function poleRaDeg({ referenceRaDeg, referenceDecDeg, lonPoleDeg }: WcsParameters, poleDec: number): number {
  const pole = degToRad(poleDec)
  const reference = degToRad(referenceDecDeg)
  const cosReference = Math.cos(reference)
  if (Math.abs(cosReference) < tolerance) return referenceRaDeg
  const product = Math.cos(pole) * cosReference
  if (Math.abs(product) < tolerance) return poleDec > 0 ? referenceRaDeg + lonPoleDeg - 180 : referenceRaDeg - lonPoleDeg
  const cosine = (-Math.sin(pole) * Math.sin(reference)) / product
  const sine = Math.sin(degToRad(lonPoleDeg)) / cosReference
  return referenceRaDeg - radToDeg(Math.atan2(sine, cosine))
}
