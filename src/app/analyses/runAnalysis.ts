import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { writeParquet } from '../../store/parquet/writeParquet.ts'
import { publishDrawn } from '../../store/publishing/publishDrawn.ts'
import { analysisPointsTable } from '../../store/tables/analysisPoints.ts'
import { actorOf } from '../actor.ts'
import { codeVersion } from '../codeVersion.ts'
import type { ProgressListener } from '../contract/progress.ts'
import { beginUses } from '../drawn/beginUses.ts'
import type { Halley } from '../halley.ts'
import type { Assignment } from '../operations/assignment.ts'
import { performOperation } from '../operations/performOperation.ts'
import type { Submitted } from '../operations/submitOperation.ts'
import { submitOperation } from '../operations/submitOperation.ts'
import type { Workbench } from '../operations/workbench.ts'
import { StageReporter } from '../process/stageReporter.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'
import type { EtaVParameters } from '../contract/etaVParameters.ts'
import { keepText } from '../../store/resultInputs.ts'
import { analysisFigure } from './analysisFigure.ts'
import type { NewAnalysisDocument } from './analysisDocument.ts'
import { analysisDocument } from './analysisDocument.ts'
import type { AnalysisChoice, AnalysisRequest } from './analysisRequest.ts'
import { analysisOf, makeAnalysisRequest } from './analysisRequest.ts'
import type { AnalysisSubject } from './analysisSubject.ts'
import { analysisSubject } from './analysisSubject.ts'
import type { EtaVOutcome } from './etaV.ts'
import { etaV } from './etaV.ts'
import type { AnalysedSources } from './readSources.ts'

export interface MadeAnalysis extends Pick<NewAnalysisDocument, 'eta' | 'v' | 'found' | 'counts'> {
  readonly id: string
  readonly name: string
}

/** The name of its figure among the files of an analysis. */
export const figureName = 'eta-v.svg'

async function writePoints(folder: string, sources: AnalysedSources, outcome: EtaVOutcome) {
  const columns = {
    run: sources.run,
    version: sources.version,
    id: sources.id,
    name: sources.name,
    wavg_ra: sources.wavg_ra,
    wavg_dec: sources.wavg_dec,
    n_meas: sources.n_meas,
    n_meas_sel: sources.n_meas_sel,
    new: sources.new,
    eta: sources.eta,
    v: sources.v,
    used: outcome.used,
    candidate: outcome.candidate,
  }
  const path = join(folder, `${analysisPointsTable.name}.parquet`)
  return writeParquet(await threadDuckDb(), path, analysisPointsTable, columns, { layout: 'query' })
}

/**
 * Computes an analysis into the folder of the attempt: its points and its figure.
 *
 * @returns what `analysis.json` is to have
 */
export async function analyse(
  parameters: EtaVParameters,
  subject: AnalysisSubject,
  { attempt }: Workbench,
): Promise<Result<NewAnalysisDocument>> {
  const sources = await subject.readSources(parameters)
  if (!sources.ok) return sources
  const outcome = etaV({ ...sources.value, isNew: sources.value.new }, parameters)
  if (!outcome.ok) return outcome
  const written = await writePoints(attempt.resultFolder, sources.value, outcome.value)
  if (!written.ok) return written
  const { eta, v } = outcome.value
  const figure = analysisFigure(
    { ...sources.value, ...outcome.value, eta: sources.value.eta, v: sources.value.v },
    { parameters, words: subject.words, eta, v },
  )
  const drawn = await keepText(attempt, figureName, figure)
  return drawn.ok ? success(analysisDocument(parameters, subject, sources.value, outcome.value)) : drawn
}

async function publish(
  halley: Halley,
  request: AnalysisRequest,
  subject: AnalysisSubject,
  bench: Workbench,
  document: NewAnalysisDocument,
): Promise<Result<MadeAnalysis>> {
  const { eta, v, counts, found } = document
  const item = analysisOf(halley, request)
  const published = await publishDrawn(halley.store, bench.attempt, {
    item,
    actor: actorOf(halley.user),
    madeAt: halley.now().toISOString(),
    description: request.description,
    parameters: { method: 'etaV', parameters: request.parameters, of: subject.words, eta, v, found },
    counts: { ...counts },
    codeVersion,
    predecessorId: null,
    origins: { kind: 'analysis', row: subject.origin },
    document: { name: 'analysis.json', content: document },
  })
  return published.ok ? success({ id: item.id, name: item.name, eta, v, found, counts }) : published
}

/** Makes an analysis, by an operation that this process has claimed. */
async function analyseAtBench(halley: Halley, request: AnalysisRequest, bench: Workbench, onProgress: ProgressListener) {
  const reporter = new StageReporter((event) => {
    bench.report(event)
    onProgress(event)
  })
  // First, so that what is found to be there stays there.
  const used = await beginUses(halley, bench.attempt.claim.id, [request.of.id], `analysis ${request.name}`)
  if (!used.ok) return used
  const subject = await analysisSubject(halley, request.of)
  if (!subject.ok) return subject
  const document = await reporter.run(
    'analysis',
    1,
    () => analyse(request.parameters, subject.value, bench),
    (outcome) => (outcome.ok ? `candidates: ${outcome.value.counts.candidates} of ${outcome.value.counts.used} sources` : 'refused'),
  )
  if (!document.ok) return document
  const stop = bench.stopFault()
  return stop ? failure(stop) : publish(halley, request, subject.value, bench, document.value)
}

/** Makes an analysis that was asked for. */
export function performAnalysis({ halley, request, bench }: Assignment<AnalysisRequest>): Promise<Result<MadeAnalysis>> {
  return analyseAtBench(halley, request, bench, () => {})
}

/** Asks for an analysis, for a worker to make. */
export async function submitAnalysis(halley: Halley, choice: AnalysisChoice): Promise<Result<Submitted>> {
  const request = await makeAnalysisRequest(halley, choice)
  if (!request.ok) return request
  return submitOperation(halley, { kind: 'analysis', run: null, subjectId: request.value.analysisId, request: request.value })
}

export interface Analysing {
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/**
 * Makes an eta-V analysis of a version of a run or of a sample: its parameters, input columns, thresholds and candidates,
 * frozen in files of its own.
 *
 * @returns the faults of {@link makeAnalysisRequest}; `analysis.tooFew`, `parquet.read` where files are damaged,
 * `interrupted`
 */
export async function runAnalysis(
  halley: Halley,
  choice: AnalysisChoice,
  { signal, onProgress }: Analysing,
): Promise<Result<MadeAnalysis>> {
  const request = await makeAnalysisRequest(halley, choice)
  if (!request.ok) return request
  const { analysisId: subjectId } = request.value
  const outcomeOf = (analysis: MadeAnalysis) => analysis
  const operation = { kind: 'analysis', run: null, subjectId, request: request.value, threads: 1, signal, outcomeOf } as const
  return performOperation(halley, operation, (bench) => analyseAtBench(halley, request.value, bench, onProgress))
}
