import { iteratedGaussian, onceClippedGaussian } from '../../sky/clippedGaussian.ts'
import { coreCorrelation } from '../../sky/correlation.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import type { EtaVFit } from '../contract/etaVPlane.ts'

const recipes = { vast: iteratedGaussian, trap: onceClippedGaussian }

/** Sources that take part. */
export interface FittedSources {
  readonly logEta: Float64Array
  readonly logV: Float64Array
  readonly isNew: Uint8Array
}

/** The sources that a recipe fits: that of TraP_tools leaves out new ones. */
function fittedBy(fit: EtaVParameters['fit'], { logEta, logV, isNew }: FittedSources): Pick<FittedSources, 'logEta' | 'logV'> {
  if (fit === 'vast') return { logEta, logV }
  const isOld = (_: number, i: number) => isNew[i] !== 1
  return { logEta: logEta.filter(isOld), logV: logV.filter(isOld) }
}

/** How many sources a recipe fits. */
export function countFitted(fit: EtaVParameters['fit'], { logEta, isNew }: FittedSources): number {
  return fit === 'vast' ? logEta.length : isNew.reduce((sum, flag) => sum + (flag === 1 ? 0 : 1), 0)
}

/** The Gaussians of a recipe through log eta and log V; null where there is no source to fit. */
export function fitEtaV(fit: EtaVParameters['fit'], sources: FittedSources): EtaVFit | null {
  const { logEta, logV } = fittedBy(fit, sources)
  if (logEta.length === 0) return null
  const [eta, v] = [recipes[fit](logEta), recipes[fit](logV)]
  return { eta, v, correlation: coreCorrelation(logEta, logV, eta, v) }
}
