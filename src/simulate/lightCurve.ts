import type { VariableKind } from './options.ts'
import type { RandomStream } from './random.ts'

/**
 * Draws the flux densities of one variable source at given times, as multiples of its mean or quiescent flux: positive,
 * at most 13. Each value depends on the times before it only, so a survey with one more epoch has the same ones so far.
 *
 * - `sinusoid`: amplitude 0.3 to 0.9, period 2.5 to 20 cadences.
 * - `flare`: quiescence 1, recurring every 4 to 25 cadences with a sudden rise of 2 to 12 that decays exponentially.
 * - `walk`: exponential of an Ornstein-Uhlenbeck process (a damped random walk), 0.2 to 0.6 in the logarithm,
 *   with a time constant of 1 to 8 cadences; at most 5.
 * - `step`: 1 before, 0.3 to 3 after a moment within the first 25 cadences.
 */
export function drawLightCurve(kind: VariableKind, timesDays: readonly number[], cadenceDays: number, random: RandomStream): Float64Array {
  return laws[kind](timesDays, cadenceDays, random)
}

const laws: Readonly<Record<VariableKind, typeof sinusoid>> = { sinusoid, flare, walk, step }

function sinusoid(timesDays: readonly number[], cadenceDays: number, random: RandomStream): Float64Array {
  const amplitude = random.uniformBetween(0.3, 0.9)
  const periodDays = cadenceDays * random.logUniformBetween(2.5, 20)
  const phase = 2 * Math.PI * random.uniform()
  return Float64Array.from(timesDays, (timeDays) => 1 + amplitude * Math.sin(phase + (2 * Math.PI * timeDays) / periodDays))
}

function flare(timesDays: readonly number[], cadenceDays: number, random: RandomStream): Float64Array {
  const periodDays = cadenceDays * random.logUniformBetween(4, 25)
  const phase = random.uniform()
  const rise = random.logUniformBetween(2, 12)
  const decayDays = cadenceDays * random.uniformBetween(0.5, 2)
  return Float64Array.from(timesDays, (timeDays) => {
    const cycles = timeDays / periodDays + phase
    return 1 + rise * Math.exp((-(cycles - Math.floor(cycles)) * periodDays) / decayDays)
  })
}

function walk(timesDays: readonly number[], cadenceDays: number, random: RandomStream): Float64Array {
  const sigma = random.uniformBetween(0.2, 0.6)
  const timeConstantDays = cadenceDays * random.uniformBetween(1, 8)
  const factors = new Float64Array(timesDays.length)
  let logarithm = sigma * random.normal()
  for (let i = 0; i < timesDays.length; i++) {
    if (i > 0) {
      const memory = Math.exp(-(timesDays[i] - timesDays[i - 1]) / timeConstantDays)
      logarithm = memory * logarithm + sigma * Math.sqrt(1 - memory * memory) * random.normal()
    }
    factors[i] = Math.min(5, Math.exp(logarithm))
  }
  return factors
}

function step(timesDays: readonly number[], cadenceDays: number, random: RandomStream): Float64Array {
  const stepDays = cadenceDays * random.logUniformBetween(0.5, 25)
  const after = random.logUniformBetween(0.3, 3)
  return Float64Array.from(timesDays, (timeDays) => (timeDays < stepDays ? 1 : after))
}
