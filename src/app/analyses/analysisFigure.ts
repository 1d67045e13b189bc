import { etaVSvg, type DrawnFit } from '../../charts/etaVSvg.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import type { AnalysisSubject } from './analysisSubject.ts'
import type { Threshold } from './etaV.ts'

/** The sources of an analysis, of which those that took part are drawn. */
export interface FigureRows {
  readonly eta: Float64Array
  readonly v: Float64Array
  readonly datapoints: Int32Array
  readonly used: Uint8Array
  readonly candidate: Uint8Array
}

/** What the figure is of, and what was found in it. */
export interface FigureFacts {
  readonly parameters: EtaVParameters
  readonly words: AnalysisSubject['words']
  readonly eta: Threshold
  readonly v: Threshold
}

/** What an analysis is of, as captions say it. */
export function subjectTitle(words: AnalysisSubject['words']): string {
  if (words.kind === 'sample') return `sample ${words.name}`
  return `run ${words.name}, version ${words.version}${words.query === '' ? '' : `, where ${words.query}`}`
}

function drawnFit({ mean, sigma, count, threshold }: Threshold, { cut }: EtaVParameters): DrawnFit {
  return { mean, sigma, count, logThreshold: cut === 'sigma' ? Math.log10(threshold) : null }
}

/** The plane of eta and V of an analysis as SVG. Equal input gives equal bytes. */
export function analysisFigure(rows: FigureRows, { parameters, words, eta, v }: FigureFacts): string {
  const isUsed = (_: number, i: number) => rows.used[i] === 1
  const points = {
    logEta: rows.eta.filter(isUsed).map(Math.log10),
    logV: rows.v.filter(isUsed).map(Math.log10),
    datapoints: rows.datapoints.filter(isUsed),
  }
  const marks = rows.candidate.filter(isUsed)
  const candidates = marks.reduce((sum, mark) => sum + mark, 0)
  const title = `Eta against V of ${points.logEta.length} sources of ${subjectTitle(words)}: ${candidates} candidates`
  return etaVSvg({ points, marks, eta: drawnFit(eta, parameters), v: drawnFit(v, parameters) }, { title })
}
