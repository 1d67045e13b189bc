import { codeVersion } from '../codeVersion.ts'
import type { Candidate } from '../contract/analysis.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import type { AnalysisRequest } from './analysisRequest.ts'
import type { AnalysisSubject } from './analysisSubject.ts'
import type { EtaVOutcome, Threshold } from './etaV.ts'
import type { AnalysedSources } from './readSources.ts'

/** What an analysis is, as `analysis.json` has it: it says nothing of when and by whom, so equal input gives equal bytes. */
export interface AnalysisDocument {
  readonly format: 1
  readonly kind: 'analysis'
  readonly method: 'etaV'
  readonly parameters: EtaVParameters
  readonly of: AnalysisSubject['words'] & { readonly manifest: string }
  /** The columns that it was made from: of the sources, or of their detections. */
  readonly columns: Readonly<Record<string, string>>
  readonly eta: Threshold
  readonly v: Threshold
  readonly counts: { readonly sources: number; readonly used: number; readonly candidates: number }
  /** By run, version and source. */
  readonly candidates: readonly Candidate[]
  readonly codeVersion: string
}

function columnsOf({ fluxType, useForced }: EtaVParameters): AnalysisDocument['columns'] {
  if (useForced) return { eta: `eta_${fluxType}`, v: `v_${fluxType}`, datapoints: 'n_meas' }
  return { flux: `flux_${fluxType}`, fluxErr: `flux_${fluxType}_err`, datapoints: 'n_meas_sel' }
}

function candidatesOf(sources: AnalysedSources, { candidate }: EtaVOutcome): Candidate[] {
  const { run, version, id, name, eta, v } = sources
  const rows = [...candidate.keys()].filter((row) => candidate[row] === 1)
  const found = rows.map((row) => {
    const origin = { run: run.values[run.codes[row]], version: version[row] }
    return { ...origin, id: id[row], name: name[row] ?? '', eta: eta[row], v: v[row] }
  })
  return found.toSorted((a, b) => (a.run < b.run ? -1 : a.run > b.run ? 1 : a.version - b.version || a.id - b.id))
}

/** Everything that there is to say of an analysis, but for the points. */
export function analysisDocument(
  { parameters }: AnalysisRequest,
  { words, manifest }: AnalysisSubject,
  sources: AnalysedSources,
  outcome: EtaVOutcome,
): AnalysisDocument {
  const candidates = candidatesOf(sources, outcome)
  const used = outcome.used.reduce((sum, flag) => sum + flag, 0)
  return {
    format: 1,
    kind: 'analysis',
    method: 'etaV',
    parameters,
    of: { ...words, manifest },
    columns: columnsOf(parameters),
    eta: outcome.eta,
    v: outcome.v,
    counts: { sources: sources.id.length, used, candidates: candidates.length },
    candidates,
    codeVersion,
  }
}
