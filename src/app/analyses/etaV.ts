import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { Gaussian } from '../../sky/clippedGaussian.ts'
import { iteratedGaussian, onceClippedGaussian } from '../../sky/clippedGaussian.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'

/** The sources of an analysis, in any order. */
export interface EtaVSources {
  /** NaN where unknown. */
  readonly eta: Float64Array
  readonly v: Float64Array
  readonly datapoints: Int32Array
  readonly isNew: Uint8Array
}

/** One of the two measures. */
export interface Threshold extends Gaussian {
  /** Of the measure itself; mean and sigma are of its logarithm to base 10. */
  readonly threshold: number
}

export interface EtaVOutcome {
  readonly eta: Threshold
  readonly v: Threshold
  /** 1 where the source has enough datapoints, and both measures are above 0. */
  readonly used: Uint8Array
  /** 1 where both measures of a used source are above their thresholds. */
  readonly candidate: Uint8Array
}

const fits = { vast: iteratedGaussian, trap: onceClippedGaussian }

function usedSources({ eta, v, datapoints }: EtaVSources, { minDatapoints }: EtaVParameters): Uint8Array {
  return Uint8Array.from(eta, (value, i) => (datapoints[i] >= minDatapoints && value > 0 && v[i] > 0 ? 1 : 0))
}

function thresholdOf(values: Float64Array, isFitted: Uint8Array, fit: EtaVParameters['fit'], sigmas: number): Threshold {
  const gaussian = fits[fit](values.filter((_, i) => isFitted[i] === 1).map(Math.log10))
  return { ...gaussian, threshold: 10 ** (gaussian.mean + sigmas * gaussian.sigma) }
}

function tooFew(found: number, { minSources, minDatapoints }: EtaVParameters) {
  const message = `Expected at least ${minSources} sources with ${minDatapoints} datapoints and eta and V above 0, found ${found}.`
  return makeFault('analysis.tooFew', message, {
    hint: 'Take a sample of more sources, or accept fewer: --min-sources.',
    data: { expected: minSources, found },
  })
}

/**
 * Finds variable sources as eta-V diagrams do (Rowlinson et al. 2019, Astronomy & Computing 27, 111): those above both
 * thresholds. Equal input in equal order gives equal output.
 *
 * @returns `analysis.tooFew` where fewer sources than asked for can take part
 */
export function etaV(sources: EtaVSources, parameters: EtaVParameters): Result<EtaVOutcome> {
  const used = usedSources(sources, parameters)
  const isFitted = parameters.fit === 'trap' ? used.map((flag, i) => (sources.isNew[i] === 1 ? 0 : flag)) : used
  const fitted = isFitted.reduce((sum, flag) => sum + flag, 0)
  if (fitted < parameters.minSources) return failure(tooFew(fitted, parameters))
  const eta = thresholdOf(sources.eta, isFitted, parameters.fit, parameters.etaSigma)
  const v = thresholdOf(sources.v, isFitted, parameters.fit, parameters.vSigma)
  const candidate = used.map((flag, i) => (flag === 1 && sources.eta[i] > eta.threshold && sources.v[i] > v.threshold ? 1 : 0))
  return success({ eta, v, used, candidate })
}
