/** Coefficients of Lanczos for g = 7, n = 9: the logarithm of gamma to some 15 digits. */
const lanczos = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
] as const

/** From this argument on Stirling's series has all digits. */
const STIRLING_FROM = 15

/** The natural logarithm of gamma. @param a above 0 */
function lnGamma(a: number): number {
  if (a >= STIRLING_FROM) {
    const inverse = 1 / (a * a)
    const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / a
    return (a - 0.5) * Math.log(a) - a + 0.5 * Math.log(2 * Math.PI) + series
  }
  const x = a - 1
  const sum = lanczos.reduce((total, coefficient, i) => (i === 0 ? coefficient : total + coefficient / (x + i)), 0)
  const t = x + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** x^a e^-x / gamma(a), as a logarithm. Near x = a its large terms are taken together, so that they do not cancel. */
function lnFront(a: number, x: number): number {
  if (a < STIRLING_FROM) return a * Math.log(x) - x - lnGamma(a)
  const inverse = 1 / (a * a)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / a
  const d = (x - a) / a
  return a * (Math.log1p(d) - d) + 0.5 * Math.log(a / (2 * Math.PI)) - series
}

/** P(a, x) over the front of {@link lnFront}, by its series. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** Q(a, x) over the front, by its continued fraction (Lentz), which ends soon where x is above a + 1. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 100_000; n++) {
    const step = -n * (n - a)
    b += 2
    d = 1 / (step * d + b || tiny)
    c = b + step / c || tiny
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return fraction
}

/**
 * The natural logarithm of the probability that chi-squared is larger than this by chance: ln Q(n / 2, x / 2), Q the
 * regularised upper incomplete gamma function. Far out, where the probability itself is below any double, too.
 *
 * @param chiSquared 0 or more
 * @param freedom degrees of freedom, 1 or more
 */
export function lnChiSquareSurvival(chiSquared: number, freedom: number): number {
  const [a, x] = [freedom / 2, chiSquared / 2]
  if (x <= 0) return 0
  if (x === Infinity) return -Infinity
  const front = lnFront(a, x)
  if (x >= a + 1) return front + Math.log(upperFraction(a, x))
  return Math.log1p(-Math.min(1, Math.exp(front) * lowerSeries(a, x)))
}

/** The probability that chi-squared is larger than this by chance: see {@link lnChiSquareSurvival}. */
export function chiSquareSurvival(chiSquared: number, freedom: number): number {
  return Math.exp(lnChiSquareSurvival(chiSquared, freedom))
}

/**
 * The natural logarithm of the p-value of eta for a steady source: (N - 1) eta is chi-squared of N - 1 degrees of
 * freedom, so p = Q((N - 1) / 2, (N - 1) eta / 2) (Swinbank et al. 2015, Astronomy & Computing 11, 25).
 *
 * @param datapoints N, 2 or more
 */
export function lnEtaSignificance(eta: number, datapoints: number): number {
  return lnChiSquareSurvival((datapoints - 1) * eta, datapoints - 1)
}
