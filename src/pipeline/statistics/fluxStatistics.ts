/** The numbers that describe one light curve in one kind of flux; all sums run in the order of the points. */
export interface FluxStatistics {
  mean: number
  smallest: number
  largest: number
  /** Fractional scatter V = s / mean, s with N - 1; NaN for one point. */
  v: number
  /** Reduced weighted chi^2 about the weighted mean; NaN for one point. */
  eta: number
}

/**
 * Fills `out` from the first `count` fluxes and their errors (same unit, errors positive). For one point V and eta are
 * NaN: unknown, not 0. V grows without bound where the mean nears 0, and has the sign of the mean.
 *
 * eta = sum((I - xi)^2 / sigma^2) / (N - 1), xi the mean weighted by 1/sigma^2: the form that does not cancel at high
 * signal-to-noise.
 *
 * @see Swinbank et al. 2015, Astronomy & Computing 11, 25, section 4.6
 */
export function writeFluxStatistics(flux: Float64Array, fluxErr: Float64Array, count: number, out: FluxStatistics): void {
  let sum = 0
  let sumWeight = 0
  let sumWeighted = 0
  let smallest = Infinity
  let largest = -Infinity
  for (let i = 0; i < count; i++) {
    const value = flux[i]
    const weight = 1 / (fluxErr[i] * fluxErr[i])
    sum += value
    sumWeight += weight
    sumWeighted += weight * value
    if (value < smallest) smallest = value
    if (value > largest) largest = value
  }
  out.mean = sum / count
  out.smallest = smallest
  out.largest = largest
  const weightedMean = sumWeighted / sumWeight
  let squares = 0
  let weightedSquares = 0
  for (let i = 0; i < count; i++) {
    const deviation = flux[i] - out.mean
    const scaled = (flux[i] - weightedMean) / fluxErr[i]
    squares += deviation * deviation
    weightedSquares += scaled * scaled
  }
  const v = Math.sqrt(squares / (count - 1)) / out.mean
  out.v = count > 1 && Number.isFinite(v) ? v : NaN
  out.eta = count > 1 ? weightedSquares / (count - 1) : NaN
}
