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

// Plain loops: of a million values the callbacks of array methods take most of the time.

/** @param scratch room for as many values; it is overwritten */
function medianOf(values: Float64Array, scratch: Float64Array): number {
  const copy = scratch.subarray(0, values.length)
  copy.set(values)
  const half = values.length >> 1
  const upper = selectInPlace(copy, half)
  if (values.length % 2 === 1) return upper
  let lower = -Infinity
  for (let i = 0; i < half; i++) if (copy[i] > lower) lower = copy[i]
  return (upper + lower) / 2
}

function madSigma(values: Float64Array, median: number, scratch: Float64Array): number {
  const deviations = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) deviations[i] = Math.abs(values[i] - median)
  return SIGMA_PER_MAD * medianOf(deviations, scratch)
}

/** The values from one to another, both included, in their order. */
function valuesWithin(values: Float64Array, low: number, high: number): Float64Array {
  const kept = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (values[i] >= low && values[i] <= high) kept[count++] = values[i]
  return kept.subarray(0, count)
}

function rmsAbout(values: Float64Array, centre: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) * (values[i] - centre)
  return Math.sqrt(sum / values.length)
}

function gaussianOf(values: Float64Array): Gaussian {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  const mean = sum / values.length
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
  const scratch = new Float64Array(values.length)
  let kept = values
  for (let clip = 0; clip < MAX_CLIPS; clip++) {
    const median = medianOf(kept, scratch)
    const reach = CLIP_SIGMA * madSigma(kept, median, scratch)
    const inner = valuesWithin(kept, median - reach, median + reach)
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
  const median = medianOf(values, new Float64Array(values.length))
  const reach = CLIP_SIGMA * rmsAbout(values, median)
  const kept = values.filter((value) => value > median - reach && value < median + reach)
  return gaussianOf(kept.length > 0 ? kept : values)
}
