import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import { codeVersion } from '../codeVersion.ts'
import type { Candidate, EtaVFound } from '../contract/analysis.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import type { AnalysisSubject } from './analysisSubject.ts'
import type { EtaVOutcome, Threshold } from './etaV.ts'
import type { AnalysedSources } from './readSources.ts'

/** What an analysis is, as `analysis.json` has it: it says nothing of when and by whom, so equal input gives equal bytes. */
export interface AnalysisDocument {
  /** 1: made before an analysis told what it expects. */
  readonly format: 1 | 2
  readonly kind: 'analysis'
  readonly method: 'etaV'
  readonly parameters: EtaVParameters
  readonly of: AnalysisSubject['words'] & { readonly manifest: string }
  /** What its query meant, with ids for tags and favourites; null: all sources. */
  readonly condition?: SourceCondition | null
  /** The columns that it was made from: of the sources, or of their detections. */
  readonly columns: Readonly<Record<string, string>>
  readonly eta: Threshold
  readonly v: Threshold
  readonly found?: EtaVFound
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

/** One that is made now. */
export type NewAnalysisDocument = AnalysisDocument & Required<Pick<AnalysisDocument, 'found' | 'condition'>>

/** What a cut says of itself. */
function foundBy({ correlation, expected, lnLargest }: EtaVOutcome): EtaVFound {
  return { correlation, expected, lnLargest }
}

/** Everything that there is to say of an analysis, but for the points. */
export function analysisDocument(
  parameters: EtaVParameters,
  { words, manifest, condition }: Pick<AnalysisSubject, 'words' | 'manifest' | 'condition'>,
  sources: AnalysedSources,
  outcome: EtaVOutcome,
): NewAnalysisDocument {
  const candidates = candidatesOf(sources, outcome)
  const used = outcome.used.reduce((sum, flag) => sum + flag, 0)
  return {
    format: 2,
    kind: 'analysis',
    method: 'etaV',
    parameters,
    of: { ...words, manifest },
    condition,
    columns: columnsOf(parameters),
    eta: outcome.eta,
    v: outcome.v,
    found: foundBy(outcome),
    counts: { sources: sources.id.length, used, candidates: candidates.length },
    candidates,
    codeVersion,
  }
}
