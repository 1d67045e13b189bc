/** Flux densities, in any one unit. */
type Values = Float64Array | Float32Array

/**
 * V, the coefficient of variation: sample standard deviation (N - 1) over mean, of the values [first, end)
 * (Swinbank et al. 2015, Astronomy & Computing 11, 25, equation 35). Negative where the mean is.
 * Null for fewer than two values, where the mean is 0 and where a value is not finite.
 */
export function variationV(flux: Values, first: number, end: number): number | null {
  const count = end - first
  if (count < 2) return null
  let sum = 0
  for (let i = first; i < end; i++) sum += flux[i] - flux[first]
  const mean = flux[first] + sum / count
  let squares = 0
  let rest = 0
  for (let i = first; i < end; i++) {
    const difference = flux[i] - mean
    squares += difference * difference
    rest += difference
  }
  // The rest is what rounding of the mean left over.
  const variance = (squares - (rest * rest) / count) / (count - 1)
  return finiteOrNull(Math.sqrt(Math.max(0, variance)) / mean)
}

/**
 * Eta, the reduced weighted chi-squared of the values [first, end) against their weighted mean, weights 1 / error^2
 * (Swinbank et al. 2015, equation 36, in the form that does not cancel: sum of ((I - weighted mean) / error)^2 over
 * N - 1). Null for fewer than two values and where a value is not finite or an error not positive.
 */
export function significanceEta(flux: Values, fluxErr: Values, first: number, end: number): number | null {
  const count = end - first
  if (count < 2) return null
  let sum = 0
  let weights = 0
  for (let i = first; i < end; i++) {
    if (!(fluxErr[i] > 0)) return null
    const weight = 1 / (fluxErr[i] * fluxErr[i])
    weights += weight
    sum += weight * (flux[i] - flux[first])
  }
  const mean = flux[first] + sum / weights
  let squares = 0
  let rest = 0
  for (let i = first; i < end; i++) {
    const pull = (flux[i] - mean) / fluxErr[i]
    squares += pull * pull
    rest += pull / fluxErr[i]
  }
  return finiteOrNull(Math.max(0, squares - (rest * rest) / weights) / (count - 1))
}

/**
 * Vs of two epochs: the difference in units of its error (Mooley et al. 2016, ApJ 818, 105, equation 3). Positive
 * where A is brighter. Not finite where both errors are 0.
 */
export function pairVs(fluxA: number, errA: number, fluxB: number, errB: number): number {
  return (fluxA - fluxB) / Math.sqrt(errA * errA + errB * errB)
}

/**
 * m, the modulation index of two epochs: the difference over the mean (Mooley et al. 2016, equation 5). Not finite
 * where the sum is 0.
 */
export function pairModulation(fluxA: number, fluxB: number): number {
  return (2 * (fluxA - fluxB)) / (fluxA + fluxB)
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
