import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { datapointCounts, discoveryCut, expectedAbove, type ExpectedFalse } from '../../charts/etaVCut.ts'
import { lnEtaSignificance } from '../../sky/chiSquare.ts'
import type { Gaussian } from '../../sky/clippedGaussian.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { countFitted, fitEtaV, type FittedSources } from './etaVFit.ts'

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
  /** Of log eta and log V, in the core of both. */
  readonly correlation: number
  /** 1 where the source has enough datapoints, and both measures are above 0. */
  readonly used: Uint8Array
  /** 1 where a used source is kept by the cut: both measures above their thresholds, or eta significant. */
  readonly candidate: Uint8Array
  /** How many false ones to expect. */
  readonly expected: ExpectedFalse
  /** Natural logarithm of the largest p-value that was kept; null where thresholds decide, or none was. */
  readonly lnLargest: number | null
}

function usedSources({ eta, v, datapoints }: EtaVSources, { minDatapoints }: EtaVParameters): Uint8Array {
  return Uint8Array.from(eta, (value, i) => (datapoints[i] >= minDatapoints && value > 0 && v[i] > 0 ? 1 : 0))
}

function thresholdOf(gaussian: Gaussian, sigmas: number): Threshold {
  return { ...gaussian, threshold: 10 ** (gaussian.mean + sigmas * gaussian.sigma) }
}

function fittedSources({ eta, v, isNew }: EtaVSources, used: Uint8Array): FittedSources {
  const isUsed = (_: number, i: number) => used[i] === 1
  return { logEta: eta.filter(isUsed).map(Math.log10), logV: v.filter(isUsed).map(Math.log10), isNew: isNew.filter(isUsed) }
}

function tooFew(found: number, { minSources, minDatapoints }: EtaVParameters) {
  const message = `Expected at least ${minSources} sources with ${minDatapoints} datapoints and eta and V above 0, found ${found}.`
  return makeFault('analysis.tooFew', message, {
    hint: 'Take a sample of more sources, or accept fewer: --min-sources.',
    data: { expected: minSources, found },
  })
}

type Kept = Pick<EtaVOutcome, 'candidate' | 'expected' | 'lnLargest'>

/** Those above both thresholds. */
function aboveThresholds(
  sources: EtaVSources,
  used: Uint8Array,
  cut: Pick<EtaVOutcome, 'eta' | 'v' | 'correlation'>,
  parameters: EtaVParameters,
): Kept {
  const { eta, v, correlation } = cut
  const candidate = used.map((flag, i) => (flag === 1 && sources.eta[i] > eta.threshold && sources.v[i] > v.threshold ? 1 : 0))
  const counts = datapointCounts(sources.datapoints.filter((_, i) => used[i] === 1))
  const { etaSigma, vSigma } = parameters
  return { candidate, expected: expectedAbove(counts, Math.log10(eta.threshold), { etaSigma, vSigma, correlation }), lnLargest: null }
}

/** Those whose eta is significant at a rate of false discoveries. */
function significant({ eta, datapoints }: EtaVSources, used: Uint8Array, { rate }: EtaVParameters): Kept {
  const lnP = Float64Array.from(eta, (value, i) => (used[i] === 1 ? lnEtaSignificance(value, datapoints[i]) : Number.NaN))
  const { cut, kept, expected } = discoveryCut(lnP.filter((value) => !Number.isNaN(value)).sort(), rate)
  return {
    candidate: used.map((flag, i) => (flag === 1 && lnP[i] <= cut.lnLargest ? 1 : 0)),
    expected,
    lnLargest: kept > 0 ? cut.lnLargest : null,
  }
}

/**
 * Finds variable sources as eta-V diagrams do (Rowlinson et al. 2019, Astronomy & Computing 27, 111): those above both
 * thresholds, or those whose eta is significant. Equal input in equal order gives equal output.
 *
 * @returns `analysis.tooFew` where fewer sources than asked for can take part
 */
export function etaV(sources: EtaVSources, parameters: EtaVParameters): Result<EtaVOutcome> {
  const { fit, minSources, etaSigma, vSigma } = parameters
  const used = usedSources(sources, parameters)
  const fitted = fittedSources(sources, used)
  const count = countFitted(fit, fitted)
  const gaussians = count < minSources ? null : fitEtaV(fit, fitted)
  if (!gaussians) return failure(tooFew(count, parameters))
  const { correlation } = gaussians
  const cut = { eta: thresholdOf(gaussians.eta, etaSigma), v: thresholdOf(gaussians.v, vSigma), correlation }
  const kept = parameters.cut === 'sigma' ? aboveThresholds(sources, used, cut, parameters) : significant(sources, used, parameters)
  return success({ ...cut, used, ...kept })
}
