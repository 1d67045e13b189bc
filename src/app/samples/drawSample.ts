import { dirname, join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import { publishDrawn } from '../../store/publishing/publishDrawn.ts'
import type { SampleCounts } from '../../store/samples/drawTables.ts'
import { drawTables } from '../../store/samples/drawTables.ts'
import { originOfVersion } from '../../store/samples/originOfVersion.ts'
import { actorOf } from '../actor.ts'
import { codeVersion } from '../codeVersion.ts'
import type { ProgressListener } from '../contract/progress.ts'
import { beginUses } from '../drawn/beginUses.ts'
import { fluxErrorOf } from '../drawn/fluxErrorOf.ts'
import type { ReadVersion } from '../drawn/readVersion.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import type { Assignment } from '../operations/assignment.ts'
import { performOperation } from '../operations/performOperation.ts'
import type { Submitted } from '../operations/submitOperation.ts'
import { submitOperation } from '../operations/submitOperation.ts'
import type { Workbench } from '../operations/workbench.ts'
import { FIRST_FORCED_ID, ROWS_PER_IMAGE } from '../process/measurementId.ts'
import { StageReporter } from '../process/stageReporter.ts'
import { printSourceQuery } from '../contract/query/printSourceQuery.ts'
import { resolveQuery } from '../queries/resolveQuery.ts'
import type { SampleDocument } from './sampleDocument.ts'
import type { DrawingRequest, SampleChoice } from './sampleRequest.ts'
import { makeRequest, sampleOf } from './sampleRequest.ts'

const MEMORY_LIMIT_MB = 300

export interface DrawnSample {
  readonly id: string
  readonly name: string
  readonly counts: SampleCounts
}

/** Runs and versions may have changed since they were asked for; the user may have lost the right to read them. */
async function versionsOf(halley: Halley, { from }: DrawingRequest): Promise<Result<readonly ReadVersion[]>> {
  const versions: ReadVersion[] = []
  for (const { runId, version } of from) {
    const denied = await rightFault(halley, 'read', runId)
    if (denied) return failure(denied)
    const run = await findRun(halley.store.catalogue, runId)
    if (!run) throw new Error(`Run ${runId} may be read and is not there`)
    const found = await readVersion(halley, run, version)
    if (!found.ok) return found
    versions.push(found.value)
  }
  return success(versions)
}

async function draw(halley: Halley, request: DrawingRequest, versions: readonly ReadVersion[], bench: Workbench) {
  const { resultFolder } = bench.attempt
  const origins = await Promise.all(
    versions.map(({ run, version, result }) => originOfVersion(halley.store, { run, version, resultId: result.id })),
  )
  return drawTables({
    origins,
    condition: await resolveQuery(
      halley,
      request.query,
      versions.map(({ run }) => run),
    ),
    idsPerImage: ROWS_PER_IMAGE,
    firstForcedId: FIRST_FORCED_ID,
    folder: resultFolder,
    scratch: join(dirname(resultFolder), 'drawing'),
    memoryLimitMb: MEMORY_LIMIT_MB,
    signal: bench.stop,
  })
}

async function originOf(halley: Halley, { run, version, result }: ReadVersion): Promise<SampleDocument['origins'][number]> {
  const { id, name } = run
  const fluxFractionalError = await fluxErrorOf(halley, result)
  return { run: { id, name }, version, result: result.id, manifest: result.manifestHash, fluxFractionalError }
}

async function publish(
  halley: Halley,
  request: DrawingRequest,
  versions: readonly ReadVersion[],
  bench: Workbench,
  counts: SampleCounts,
): Promise<Result<DrawnSample>> {
  const { query, description, predecessorId } = request
  const asked = { query, text: printSourceQuery(query) }
  const content: SampleDocument = {
    format: 1,
    kind: 'sample',
    ...asked,
    origins: await Promise.all(versions.map((version) => originOf(halley, version))),
    counts,
    codeVersion,
  }
  const item = sampleOf(halley, request)
  const published = await publishDrawn(halley.store, bench.attempt, {
    item,
    actor: actorOf(halley.user),
    madeAt: halley.now().toISOString(),
    description,
    parameters: { ...asked, from: versions.map(({ run, version }) => ({ runId: run.id, run: run.name, version })) },
    counts: { ...counts },
    codeVersion,
    predecessorId,
    origins: { kind: 'sample', rows: versions.map(({ run, version, result }) => ({ runId: run.id, version, resultId: result.id })) },
    document: { name: 'sample.json', content },
  })
  return published.ok ? success({ id: item.id, name: item.name, counts }) : published
}

/** Draws a sample, by an operation that this process has claimed. */
async function drawAtBench(halley: Halley, request: DrawingRequest, bench: Workbench, onProgress: ProgressListener) {
  const reporter = new StageReporter((event) => {
    bench.report(event)
    onProgress(event)
  })
  const runIds = new Set(request.from.map(({ runId }) => runId))
  // First, so that what is found to be there stays there.
  const used = await beginUses(halley, bench.attempt.claim.id, runIds, `drawing of sample ${request.name}`)
  if (!used.ok) return used
  const versions = await versionsOf(halley, request)
  if (!versions.ok) return versions
  const drawn = await reporter.run(
    'drawing',
    1,
    () => draw(halley, request, versions.value, bench),
    (outcome) => (outcome.ok ? `${outcome.value.sources} sources, ${outcome.value.measurements} measurements` : 'refused'),
  )
  if (!drawn.ok) return drawn
  const stop = bench.stopFault()
  return stop ? failure(stop) : publish(halley, request, versions.value, bench, drawn.value)
}

/** Draws a sample that was asked for. */
export function performDrawing({ halley, request, bench }: Assignment<DrawingRequest>): Promise<Result<DrawnSample>> {
  return drawAtBench(halley, request, bench, () => {})
}

/** Asks for a sample, for a worker to draw. */
export async function submitDrawing(halley: Halley, choice: SampleChoice): Promise<Result<Submitted>> {
  const request = await makeRequest(halley, choice)
  return request.ok
    ? submitOperation(halley, { kind: 'sample', run: null, subjectId: request.value.sampleId, request: request.value })
    : request
}

export interface Drawing {
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/**
 * Draws a sample: the sources of versions of runs that a query is true of, with all their measurements, in files of its
 * own. The runs may be at work; while it is drawn they are not purged.
 *
 * @returns the faults of {@link makeRequest}; `sample.empty` where no source fits, `sample.copy` and `sample.incomplete`
 * where files of a version are damaged, `interrupted`
 */
export async function drawSample(halley: Halley, choice: SampleChoice, { signal, onProgress }: Drawing): Promise<Result<DrawnSample>> {
  const request = await makeRequest(halley, choice)
  if (!request.ok) return request
  const { sampleId: subjectId } = request.value
  const outcomeOf = (sample: DrawnSample) => sample
  const operation = { kind: 'sample', run: null, subjectId, request: request.value, threads: 1, signal, outcomeOf } as const
  return performOperation(halley, operation, (bench) => drawAtBench(halley, request.value, bench, onProgress))
}
