import type { AnalysisDetails } from '../../../app/contract/analysis.ts'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'
import type { CutOutcome } from '../../plots/etaV/useEtaVCut.ts'

type Threshold = AnalysisDetails['eta']

function drawnFit({ mean, sigma, count, threshold }: Threshold, isCut: boolean) {
  return { mean, sigma, count, logThreshold: isCut ? Math.log10(threshold) : null }
}

/** The cut of an analysis as it was frozen: its candidates are marked by what they are called, whatever rounding says. */
export function frozenCut(plane: EtaVPlane, { candidates, eta, v, found, parameters }: AnalysisDetails): CutOutcome {
  const keys = new Set(candidates.map(({ run, version, id }) => `${run} ${version} ${id}`))
  const names = plane.head.versions.map(({ run, version }) => `${run} ${version}`)
  const marks = Uint8Array.from(plane.id, (id, i) => (keys.has(`${names[plane.origin[i] ?? 0]} ${id}`) ? 1 : 0))
  const isCut = parameters.cut === 'sigma'
  return {
    marks,
    kept: candidates.length,
    eta: drawnFit(eta, isCut),
    v: drawnFit(v, isCut),
    expected: found?.expected ?? null,
    lnLargest: found?.lnLargest ?? null,
  }
}
