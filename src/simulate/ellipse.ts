import { degToRad, radToDeg } from '../sky/angle.ts'

/** Full width at half maximum of a Gaussian over its standard deviation. */
export const fwhmPerSigma = 2 * Math.sqrt(2 * Math.LN2)

/** The half-power ellipse of a Gaussian: full axes, arcsec; position angle north through east, deg in [0, 180). */
export interface Ellipse {
  readonly majorArcsec: number
  readonly minorArcsec: number
  readonly paDeg: number
}

/** Second moments of a Gaussian on the sky, arcsec^2, east and north. They add under convolution. */
export interface Moments {
  readonly ee: number
  readonly en: number
  readonly nn: number
}

export function momentsOfEllipse({ majorArcsec, minorArcsec, paDeg }: Ellipse): Moments {
  const sinPa = Math.sin(degToRad(paDeg))
  const cosPa = Math.cos(degToRad(paDeg))
  const major = (majorArcsec / fwhmPerSigma) ** 2
  const minor = (minorArcsec / fwhmPerSigma) ** 2
  return {
    ee: major * sinPa * sinPa + minor * cosPa * cosPa,
    en: (major - minor) * sinPa * cosPa,
    nn: major * cosPa * cosPa + minor * sinPa * sinPa,
  }
}

/** The ellipse of second moments. An axis whose moment is not positive (a deconvolution that fails) comes out as 0. */
export function ellipseOfMoments({ ee, en, nn }: Moments): Ellipse {
  const mean = (ee + nn) / 2
  const half = Math.hypot((nn - ee) / 2, en)
  const paDeg = half === 0 ? 0 : radToDeg(Math.atan2(2 * en, nn - ee)) / 2
  return {
    majorArcsec: fwhmPerSigma * Math.sqrt(Math.max(0, mean + half)),
    minorArcsec: fwhmPerSigma * Math.sqrt(Math.max(0, mean - half)),
    paDeg: paDeg < 0 ? paDeg + 180 : paDeg,
  }
}

export function addMoments(a: Moments, b: Moments): Moments {
  return { ee: a.ee + b.ee, en: a.en + b.en, nn: a.nn + b.nn }
}

export function subtractMoments(a: Moments, b: Moments): Moments {
  return { ee: a.ee - b.ee, en: a.en - b.en, nn: a.nn - b.nn }
}

/** Proportional to the area of the ellipse: the square root of the determinant, arcsec^2. */
export function areaOfMoments({ ee, en, nn }: Moments): number {
  return Math.sqrt(ee * nn - en * en)
}
