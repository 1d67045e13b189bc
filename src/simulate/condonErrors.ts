import { radToDeg } from '../sky/angle.ts'
import type { Ellipse } from './ellipse.ts'

/** Standard deviations of a fitted Gaussian's parameters. Positions along and across its major axis. */
export interface FitErrors {
  readonly alongArcsec: number
  readonly acrossArcsec: number
  readonly majorArcsec: number
  readonly minorArcsec: number
  readonly paDeg: number
  readonly peakFraction: number
  /** Of the integrated flux density. */
  readonly intFraction: number
}

/**
 * Errors of an elliptical Gaussian fitted in noise that is correlated as the beam (Condon 1997, PASP 109, 166,
 * equations 21, 41 and 42). The position angle's error is at most 90 deg: all angles.
 *
 * @param fit a Gaussian with positive axes, @param snr its peak over the local noise
 */
export function condonErrors(fit: Ellipse, beam: Ellipse, snr: number): FitErrors {
  const { majorArcsec: major, minorArcsec: minor } = fit
  const beamArea = beam.majorArcsec * beam.minorArcsec
  const alongWide = 1 + (beam.majorArcsec / major) ** 2
  const acrossWide = 1 + (beam.minorArcsec / minor) ** 2
  const scale = Math.sqrt((major * minor) / (4 * beamArea)) * snr
  const rho1 = scale * alongWide ** 1.25 * acrossWide ** 0.25
  const rho2 = scale * alongWide ** 0.25 * acrossWide ** 1.25
  const rho3 = scale * alongWide ** 0.75 * acrossWide ** 0.75
  const perPosition = Math.sqrt(4 * Math.LN2)
  const roundness = (2 * major * minor) / Math.max(1e-12, major * major - minor * minor)
  return {
    alongArcsec: major / (perPosition * rho1),
    acrossArcsec: minor / (perPosition * rho2),
    majorArcsec: (Math.SQRT2 * major) / rho1,
    minorArcsec: (Math.SQRT2 * minor) / rho2,
    paDeg: Math.min(90, radToDeg(roundness / rho2)),
    peakFraction: Math.SQRT2 / rho3,
    intFraction: Math.sqrt(2 / (rho3 * rho3) + (beamArea / (major * minor)) * (2 / (rho1 * rho1) + 2 / (rho2 * rho2))),
  }
}
