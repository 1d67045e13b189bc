import type { AnalysisSummary } from '../../../app/contract/analysis.ts'
import { formatCount } from '../../parts/format.ts'
import { expectedWords } from '../etaV/expectedWords.ts'
import { formatMeasure } from './formatMeasure.ts'

const wordsOfFit = {
  vast: 'as the VAST Pipeline: beyond 3 sigma of the median cut off until none is',
  trap: 'as TraP_tools: cut off once, from sources that are not new',
} as const

function fitWords({ mean, sigma, count, threshold }: AnalysisSummary['eta'], sigmas: number): string {
  const gaussian = `${mean.toFixed(3)} ± ${sigma.toFixed(3)} in log10, of ${formatCount(count)} sources`
  return `${formatMeasure(threshold)}: ${sigmas} sigma above ${gaussian}`
}

function cutWords({ cut, rate }: AnalysisSummary['parameters'], found: AnalysisSummary['found']): string {
  if (cut === 'sigma') return 'above both thresholds'
  const largest = found?.lnLargest ?? null
  const kept = largest === null ? '' : `, p-values up to ${formatMeasure(Math.exp(largest))}`
  return `significant in eta at a rate of false discoveries of ${100 * rate} %${kept}`
}

/** The parameters of an analysis and what was fitted with them, in words. */
export function parameterRows({ parameters, eta, v, found }: Pick<AnalysisSummary, 'parameters' | 'eta' | 'v' | 'found'>) {
  const { fluxType, useForced, fit, etaSigma, vSigma, minDatapoints, minSources } = parameters
  return [
    { label: 'Candidates are', value: cutWords(parameters, found) },
    ...(found ? [{ label: 'False candidates', value: expectedWords(found.expected) }] : []),
    { label: 'Threshold of eta', value: fitWords(eta, etaSigma) },
    { label: 'Threshold of V', value: fitWords(v, vSigma) },
    { label: 'Fit', value: wordsOfFit[fit] },
    { label: 'Flux densities', value: fluxType === 'peak' ? 'peak' : 'integrated' },
    { label: 'Measurements', value: useForced ? 'detections and forced fits' : 'detections alone' },
    { label: 'Sources took part with', value: `at least ${minDatapoints} datapoints, and eta and V above 0` },
    { label: 'Sources asked for', value: `at least ${formatCount(minSources)}` },
  ]
}
