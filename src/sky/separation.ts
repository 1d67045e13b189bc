import { degToRad, normaliseRaDeg, raDifferenceDeg, radToDeg } from './angle.ts'

/**
 * Great-circle distance of two positions, deg in [0, 180]. Full relative precision for the smallest separations and
 * 1e-16 rad near 180 deg (Vincenty's formula, with the difference of declinations taken before its sine).
 */
export function separationDeg(raADeg: number, decADeg: number, raBDeg: number, decBDeg: number): number {
  const deltaRa = degToRad(raDifferenceDeg(raBDeg, raADeg))
  const decA = degToRad(decADeg)
  const decB = degToRad(decBDeg)
  const cosDecB = Math.cos(decB)
  const east = cosDecB * Math.sin(deltaRa)
  const north = northwards(deltaRa, decA, degToRad(decBDeg - decADeg), cosDecB)
  const along = Math.sin(decA) * Math.sin(decB) + Math.cos(decA) * cosDecB * Math.cos(deltaRa)
  return radToDeg(Math.atan2(Math.sqrt(east * east + north * north), along))
}

/**
 * Offsets of a position in the plane that touches the sky at a reference position (gnomonic): `out[at]` is xi,
 * towards the east of the reference, `out[at + 1]` is eta, towards its north, both deg. They have no seam: only the
 * differences enter, and a reference at a pole takes its own right ascension as north. NaN from 90 deg on.
 */
export function writeTangentOffsetDeg(
  raDeg: number,
  decDeg: number,
  referenceRaDeg: number,
  referenceDecDeg: number,
  out: Float64Array,
  at: number,
): void {
  const deltaRa = degToRad(raDifferenceDeg(raDeg, referenceRaDeg))
  const reference = degToRad(referenceDecDeg)
  const dec = degToRad(decDeg)
  const cosDec = Math.cos(dec)
  const along = Math.sin(reference) * Math.sin(dec) + Math.cos(reference) * cosDec * Math.cos(deltaRa)
  const scale = along > 0 ? radToDeg(1 / along) : NaN
  out[at] = scale * cosDec * Math.sin(deltaRa)
  out[at + 1] = scale * northwards(deltaRa, reference, degToRad(decDeg - referenceDecDeg), cosDec)
}

/**
 * The position at tangent-plane offsets (xi, eta) from a reference position: the inverse of
 * {@link writeTangentOffsetDeg}. Writes right ascension, deg in [0, 360), and declination, deg, to `out[at]` and
 * `out[at + 1]`. Offsets of 0 give the reference itself, to the last bit.
 */
export function writeOffsetPositionDeg(
  xiDeg: number,
  etaDeg: number,
  referenceRaDeg: number,
  referenceDecDeg: number,
  out: Float64Array,
  at: number,
): void {
  const xi = degToRad(xiDeg)
  const eta = degToRad(etaDeg)
  const reference = degToRad(referenceDecDeg)
  const sinReference = Math.sin(reference)
  const cosReference = Math.cos(reference)
  const towards = cosReference - eta * sinReference
  out[at] = normaliseRaDeg(referenceRaDeg + radToDeg(Math.atan2(xi, towards)))
  const radius = Math.sqrt(xi * xi + towards * towards)
  if (towards <= 0) {
    out[at + 1] = radToDeg(Math.atan2(sinReference + eta * cosReference, radius))
    return
  }
  // The same declination as its difference from the reference's, so that small offsets lose no digits.
  const bend = (xi * xi) / (radius + towards)
  out[at + 1] = referenceDecDeg + radToDeg(Math.atan2(eta - sinReference * bend, 1 + cosReference * bend))
}

/** cos(from) sin(to) - sin(from) cos(to) cos(deltaRa), without cancellation for close positions. All rad. */
function northwards(deltaRa: number, decFrom: number, deltaDec: number, cosDecTo: number): number {
  const half = Math.sin(deltaRa / 2)
  return Math.sin(deltaDec) + 2 * Math.sin(decFrom) * cosDecTo * half * half
}
