import { chiSquareSurvival } from './chiSquare.ts'

/** The probability that a standard normal variable is above z. */
export function normalSurvival(z: number): number {
  const tail = 0.5 * chiSquareSurvival(z * z, 1)
  return z >= 0 ? tail : 1 - tail
}

const STEPS = 200

/**
 * The probability that two standard normal variables of this correlation are above a and above b: the product of both
 * tails, and Plackett's integral over the correlation, by Simpson's rule in its arcsine.
 *
 * @param correlation from -1 to 1
 */
export function jointNormalSurvival(a: number, b: number, correlation: number): number {
  if (correlation >= 1) return normalSurvival(Math.max(a, b))
  if (correlation <= -1) return Math.max(0, normalSurvival(a) - normalSurvival(-b))
  const end = Math.asin(correlation)
  const density = (angle: number) => {
    const sine = Math.sin(angle)
    return Math.exp(-(a * a - 2 * sine * a * b + b * b) / (2 * (1 - sine * sine)))
  }
  let sum = density(0) + density(end)
  for (let step = 1; step < STEPS; step++) sum += (step % 2 === 1 ? 4 : 2) * density((end * step) / STEPS)
  return Math.max(0, normalSurvival(a) * normalSurvival(b) + ((end / STEPS / 3) * sum) / (2 * Math.PI))
}
