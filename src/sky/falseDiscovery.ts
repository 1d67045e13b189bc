/** What is kept at a rate of false discoveries. */
export interface Discoveries {
  readonly kept: number
  /** Natural logarithm of the largest p-value that is kept; -Infinity where none is. All at or below it are kept. */
  readonly lnLargest: number
}

/**
 * Which p-values count as discoveries where a share `rate` of them may be false: with M values in order, those up to the
 * largest k with p(k) at most k rate / M (Benjamini & Hochberg 1995; for astronomy Miller et al. 2001, AJ 122, 3492).
 *
 * @param lnSorted natural logarithms of the p-values, the smallest first
 * @param rate above 0, at most 1
 */
export function falseDiscovery(lnSorted: Float64Array | Float32Array, rate: number): Discoveries {
  const count = lnSorted.length
  for (let k = count; k > 0; k--) {
    if (lnSorted[k - 1] <= Math.log((k * rate) / count)) return { kept: k, lnLargest: lnSorted[k - 1] }
  }
  return { kept: 0, lnLargest: -Infinity }
}
