const radPerDeg = Math.PI / 180

export function degToRad(angleDeg: number): number {
  return angleDeg * radPerDeg
}

export function radToDeg(angleRad: number): number {
  return angleRad / radPerDeg
}

export function arcsecToDeg(angleArcsec: number): number {
  return angleArcsec / 3600
}

export function degToArcsec(angleDeg: number): number {
  return angleDeg * 3600
}

export function arcsecToRad(angleArcsec: number): number {
  return degToRad(angleArcsec / 3600)
}

/** The same angle in [0, 360); for right ascensions, longitudes and position angles. NaN for what is not finite. */
export function normaliseRaDeg(angleDeg: number): number {
  const remainder = angleDeg % 360
  const positive = remainder < 0 ? remainder + 360 : remainder
  return positive === 360 ? 0 : positive + 0
}

/**
 * `raDeg - fromRaDeg` the short way round, in [-180, 180]. Loses nothing for close positions on both sides of RA 0.
 */
export function raDifferenceDeg(raDeg: number, fromRaDeg: number): number {
  const difference = raDeg - fromRaDeg
  if (Math.abs(difference) <= 180) return difference
  if (Math.abs(difference) > 540) return difference - 360 * Math.round(difference / 360)
  // Taking the turn off the larger one is exact; taking it off the difference would be too late.
  return difference > 0 ? raDeg - 360 - fromRaDeg : raDeg - (fromRaDeg - 360)
}
