import type { ExpectedFalse } from '../../../charts/etaVCut.ts'

function about(count: number): string {
  if (count >= 100) return Math.round(count).toLocaleString('en-GB')
  return count >= 0.1 ? count.toFixed(1) : '< 0.1'
}

/** How many false candidates to expect, in words. */
export function expectedWords({ byGaussians, byChiSquared }: ExpectedFalse): string {
  if (byGaussians === null) return `${about(byChiSquared)} of them are expected to be false`
  return `expected by chance: ${about(byGaussians)} by the fitted Gaussians, at most ${about(byChiSquared)} by chi-squared`
}
