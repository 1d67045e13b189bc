/** Counts of values in bins of one width. */
export interface Histogram {
  /** Lower edge of the first bin. */
  readonly low: number
  readonly width: number
  readonly counts: readonly number[]
}

const MOST_BINS = 400

/** Counts values in bins whose edges are whole multiples of their width. @param width wider where there would be more than 400 bins */
export function histogramOf(values: Float64Array | Float32Array, width: number): Histogram {
  if (values.length === 0) return { low: 0, width, counts: [] }
  let [least, most] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i])
    most = Math.max(most, values[i])
  }
  const wide = Math.max(width, Math.ceil((most - least) / MOST_BINS / width) * width)
  const first = Math.floor(least / wide)
  const counts = Array.from({ length: Math.floor(most / wide) - first + 1 }, () => 0)
  for (let i = 0; i < values.length; i++) counts[Math.floor(values[i] / wide) - first]++
  return { low: first * wide, width: wide, counts }
}

/** A Gaussian as it lies over a histogram: how many values of `count` a bin at x has. */
export function gaussianInBin(
  x: number,
  { mean, sigma, count }: { readonly mean: number; readonly sigma: number; readonly count: number },
  width: number,
): number {
  if (!(sigma > 0)) return 0
  const z = (x - mean) / sigma
  return ((count * width) / (sigma * Math.sqrt(2 * Math.PI))) * Math.exp(-0.5 * z * z)
}
