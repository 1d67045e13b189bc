import { selectInPlace } from './orderStatistics.ts'

/** A Gaussian fitted to values by maximum likelihood: their mean, and their standard deviation over N. */
export interface Gaussian {
  readonly mean: number
  readonly sigma: number
  /** How many values were left to fit. */
  readonly count: number
}

/** Median absolute deviations in a standard deviation of a Gaussian: 1 over its quantile at 3/4. */
const SIGMA_PER_MAD = 1.482602218505602

const CLIP_SIGMA = 3
const MAX_CLIPS = 5

function medianOf(values: Float64Array): number {
  const scratch = values.slice()
  const upper = selectInPlace(scratch, values.length >> 1)
  if (values.length % 2 === 1) return upper
  return (upper + scratch.subarray(0, values.length >> 1).reduce((largest, value) => Math.max(largest, value), -Infinity)) / 2
}

function madSigma(values: Float64Array, median: number): number {
  return SIGMA_PER_MAD * medianOf(values.map((value) => Math.abs(value - median)))
}

function rmsAbout(values: Float64Array, centre: number): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0) / values.length)
}

function gaussianOf(values: Float64Array): Gaussian {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, sigma: rmsAbout(values, mean), count: values.length }
}

/**
 * The Gaussian of what is left after values farther than 3 sigma from the median are cut off, again and again until
 * none is, at most five times; sigma from the median absolute deviation. As the VAST Pipeline and vast-tools fit the
 * logarithms of eta and V: astropy's `sigma_clip(sigma=3, stdfunc=mad_std)`, then scipy's `norm.fit`.
 *
 * @param values one or more, all finite; sums run in their order
 */
export function iteratedGaussian(values: Float64Array): Gaussian {
  let kept = values
  for (let clip = 0; clip < MAX_CLIPS; clip++) {
    const median = medianOf(kept)
    const reach = CLIP_SIGMA * madSigma(kept, median)
    const inner = kept.filter((value) => value >= median - reach && value <= median + reach)
    if (inner.length === kept.length) break
    kept = inner
  }
  return gaussianOf(kept)
}

/**
 * The Gaussian of what is left after values at or beyond 3 sigma from the median are cut off once; sigma is the root
 * mean square about the median. As TraP_tools' `SigmaFit` (Rowlinson et al. 2019, Astronomy & Computing 27, 111). Values
 * that are all equal are all kept.
 *
 * @param values one or more, all finite; sums run in their order
 */
export function onceClippedGaussian(values: Float64Array): Gaussian {
  const median = medianOf(values)
  const reach = CLIP_SIGMA * rmsAbout(values, median)
  const kept = values.filter((value) => value > median - reach && value < median + reach)
  return gaussianOf(kept.length > 0 ? kept : values)
}
