import { arcsecToDeg, degToRad, radToDeg } from '../../sky/angle.ts'

/** One fitted elliptical Gaussian and the beam of its image. */
export interface GaussianFit {
  /** Full widths at half maximum of the fit, arcsec. */
  readonly majorArcsec: number
  readonly minorArcsec: number
  /** Position angle of the fit, north through east, deg. */
  readonly paDeg: number
  readonly fluxPeakMjy: number
  readonly fluxIntMjy: number
  /** Peak over local noise. */
  readonly snr: number
  /** Full widths at half maximum of the beam, arcsec. */
  readonly beamMajorArcsec: number
  readonly beamMinorArcsec: number
}

/** One standard deviation of each parameter of a {@link GaussianFit}. */
export interface GaussianFitErrors {
  /** True angles on the sky, deg. */
  raErrDeg: number
  decErrDeg: number
  errBmajArcsec: number
  errBminArcsec: number
  /** At most 180. */
  errPaDeg: number
  fluxPeakErrMjy: number
  fluxIntErrMjy: number
}

/**
 * Writes the errors of an elliptical Gaussian fit in correlated noise into `errors`. All are 0 where a size, a flux
 * density or the signal to noise ratio is 0; the error of the position angle is 180 deg for a round fit. For a point
 * source the error of the peak is the local noise.
 *
 * @see Condon 1997, PASP 109, 166, equations 21 and 41; without clean bias and without calibration error
 */
export function writeCondonErrors(fit: GaussianFit, errors: GaussianFitErrors): void {
  const { majorArcsec, minorArcsec, beamMajorArcsec, beamMinorArcsec, fluxPeakMjy, fluxIntMjy } = fit
  if (majorArcsec * minorArcsec * fit.snr * fluxPeakMjy * fluxIntMjy === 0) return clear(errors)

  const scale = Math.sqrt((majorArcsec * minorArcsec) / (4 * beamMajorArcsec * beamMinorArcsec)) * Math.abs(fit.snr)
  // Square roots of the two brackets of equation 41: rho is `scale` x major^aM x minor^am.
  const major = Math.sqrt(1 + (beamMajorArcsec / majorArcsec) ** 2)
  const minor = Math.sqrt(1 + (beamMinorArcsec / minorArcsec) ** 2)
  const rhoMajor = scale * major ** 2.5 * minor ** 0.5
  const rhoMinor = scale * major ** 0.5 * minor ** 2.5
  const rhoPeak = scale * major ** 1.5 * minor ** 1.5

  const alongMajorDeg = arcsecToDeg(majorArcsec) / (Math.sqrt(4 * Math.LN2) * rhoMajor)
  const alongMinorDeg = arcsecToDeg(minorArcsec) / (Math.sqrt(4 * Math.LN2) * rhoMinor)
  const sine = Math.sin(degToRad(fit.paDeg))
  const cosine = Math.cos(degToRad(fit.paDeg))
  errors.raErrDeg = Math.hypot(alongMajorDeg * sine, alongMinorDeg * cosine)
  errors.decErrDeg = Math.hypot(alongMajorDeg * cosine, alongMinorDeg * sine)
  errors.errBmajArcsec = (Math.SQRT2 * majorArcsec) / rhoMajor
  errors.errBminArcsec = (Math.SQRT2 * minorArcsec) / rhoMinor
  errors.errPaDeg = positionAngleErrorDeg(majorArcsec, minorArcsec, rhoMinor)
  errors.fluxPeakErrMjy = (Math.SQRT2 * Math.abs(fluxPeakMjy)) / rhoPeak
  const beamsPerFit = (beamMajorArcsec * beamMinorArcsec) / (majorArcsec * minorArcsec)
  const sizes = (errors.errBmajArcsec / majorArcsec) ** 2 + (errors.errBminArcsec / minorArcsec) ** 2
  errors.fluxIntErrMjy = Math.abs(fluxIntMjy) * Math.sqrt((errors.fluxPeakErrMjy / fluxPeakMjy) ** 2 + beamsPerFit * sizes)
}

function positionAngleErrorDeg(majorArcsec: number, minorArcsec: number, rho: number): number {
  if (majorArcsec <= minorArcsec) return 180
  const elongation = (majorArcsec * minorArcsec) / (majorArcsec ** 2 - minorArcsec ** 2)
  return Math.min(180, radToDeg((2 * elongation) / rho))
}

function clear(errors: GaussianFitErrors): void {
  errors.raErrDeg = 0
  errors.decErrDeg = 0
  errors.errBmajArcsec = 0
  errors.errBminArcsec = 0
  errors.errPaDeg = 0
  errors.fluxPeakErrMjy = 0
  errors.fluxIntErrMjy = 0
}
