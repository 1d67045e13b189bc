import type { CurvePoint } from './curvePoint.ts'

/** |Vs| and |m| from which a pair is taken to vary (Mooley et al. 2016, ApJ 818, 105). */
export const pairThresholds = { vs: 4.3, m: 0.26 } as const

/** Two epochs of one band, the earlier first. */
export interface EpochPair {
  readonly a: CurvePoint
  readonly b: CurvePoint
  /** (Sa - Sb) / sqrt(ea^2 + eb^2) */
  readonly vs: number
  /** 2 (Sa - Sb) / (Sa + Sb); infinite where the fluxes add to 0. */
  readonly m: number
  readonly isVariable: boolean
}

function pairOf(a: CurvePoint, b: CurvePoint): EpochPair {
  const difference = a.value - b.value
  const vs = difference / Math.hypot(a.error, b.error)
  const m = (2 * difference) / (a.value + b.value)
  return { a, b, vs, m, isVariable: Math.abs(vs) >= pairThresholds.vs && Math.abs(m) >= pairThresholds.m }
}

/** Every two points of a light curve at one frequency. Pairs whose errors are not known are left out. */
export function epochPairs(points: readonly CurvePoint[]): readonly EpochPair[] {
  const ordered = points.toSorted((a, b) => a.timeMs - b.timeMs || a.id - b.id)
  const pairs: EpochPair[] = []
  for (const [index, a] of ordered.entries()) {
    for (let other = index + 1; other < ordered.length; other++) {
      const b = ordered[other]
      if (!b || a.frequencyMhz !== b.frequencyMhz) continue
      const pair = pairOf(a, b)
      if (Number.isFinite(pair.vs) && !Number.isNaN(pair.m)) pairs.push(pair)
    }
  }
  return pairs
}
