/**
 * The error of a flux with the fractional error of the flux scale (`measurements.flux_fractional_error`) added in
 * quadrature. The only place where that setting acts: catalogue measurements and forced fits, of every version, alike.
 */
export function totalFluxErr(fluxErr: number, flux: number, fractionalError: number): number {
  if (fractionalError === 0) return fluxErr
  const scaleErr = fractionalError * flux
  return Math.sqrt(fluxErr * fluxErr + scaleErr * scaleErr)
}
