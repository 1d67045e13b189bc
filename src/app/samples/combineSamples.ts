import { dirname, join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { findDrawn } from '../../store/catalogue/drawn.ts'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import { publishDrawn } from '../../store/publishing/publishDrawn.ts'
import { readDocument } from '../../store/publishing/readDocument.ts'
import { combineTables, type CombinedTables } from '../../store/samples/combineTables.ts'
import { actorOf } from '../actor.ts'
import { codeVersion } from '../codeVersion.ts'
import { printSourceQuery } from '../contract/query/printSourceQuery.ts'
import type { ProgressListener } from '../contract/progress.ts'
import { beginUses } from '../drawn/beginUses.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import type { Assignment } from '../operations/assignment.ts'
import { performOperation } from '../operations/performOperation.ts'
import type { Submitted } from '../operations/submitOperation.ts'
import { submitOperation } from '../operations/submitOperation.ts'
import type { Workbench } from '../operations/workbench.ts'
import { StageReporter } from '../process/stageReporter.ts'
import { resolveQuery } from '../queries/resolveQuery.ts'
import { combinationWords } from './combination.ts'
import { makeCombiningRequest, type CombinationChoice, type CombiningRequest } from './combineRequest.ts'
import type { DrawnSample, Drawing } from './drawSample.ts'
import type { SampleDocument } from './sampleDocument.ts'
import { sampleToBe } from './sampleRequest.ts'
import { runsAsShown } from './runsAsShown.ts'

const MEMORY_LIMIT_MB = 300

/** A sample that is combined, with what its files say of it. */
interface Parent {
  readonly row: DrawnRow
  readonly document: SampleDocument
}

/** Samples may have gone since they were asked for; the user may have lost the right to read them. */
async function parentsOf(halley: Halley, { parentIds }: CombiningRequest): Promise<Result<readonly Parent[]>> {
  const parents: Parent[] = []
  for (const id of parentIds) {
    const denied = await rightFault(halley, 'read', id)
    if (denied) return failure(denied)
    const row = await findDrawn(halley.store.catalogue, 'sample', id)
    if (!row) throw new Error(`Sample ${id} may be read and is not there`)
    const document = await readDocument<SampleDocument>(halley.store.paths.sample(id), 'sample.json')
    if (!document.ok) return document
    parents.push({ row, document: document.value })
  }
  return success(parents)
}

/** The condition of the request; a run is called as in the samples, which may each call it another way. */
async function conditionOf(halley: Halley, { query }: CombiningRequest, parents: readonly Parent[]) {
  if (query === null) return null
  const runs = parents.flatMap(({ document }) => document.origins.map(({ run }) => run))
  return resolveQuery(halley, query, runs)
}

async function combine(halley: Halley, request: CombiningRequest, parents: readonly Parent[], { attempt, stop }: Workbench) {
  const shown = runsAsShown(parents.flatMap(({ document }) => document.origins))
  const ordered = [...new Set(request.parentIds)].toSorted()
  return combineTables({
    operator: request.operator,
    radiusArcsec: request.radiusArcsec,
    condition: await conditionOf(halley, request, parents),
    parents: parents.map(({ row, document }) => ({
      folder: halley.store.paths.sample(row.id),
      rank: ordered.indexOf(row.id),
      origins: document.origins.map(({ run, version }) => {
        return { runId: run.id, run: run.name, version, shown: shown.get(run.id) ?? run.name }
      }),
    })),
    folder: attempt.resultFolder,
    scratch: join(dirname(attempt.resultFolder), 'combining'),
    memoryLimitMb: MEMORY_LIMIT_MB,
    signal: stop,
  })
}

/** What the samples say of the versions of runs that sources were kept of, by the names that the runs have in the new one. */
function originsOf(parents: readonly Parent[], { versions }: CombinedTables): SampleDocument['origins'] {
  const all = parents.flatMap(({ document }) => document.origins)
  return versions.flatMap(({ runId, version, shown }) => {
    const origin = all.find((one) => one.run.id === runId && one.version === version)
    return origin ? [{ ...origin, run: { id: runId, name: shown } }] : []
  })
}

function documentOf(request: CombiningRequest, parents: readonly Parent[], combined: CombinedTables): SampleDocument {
  const { operator, radiusArcsec, query } = request
  const how = { operator, radiusArcsec, ...(query === null ? {} : { where: printSourceQuery(query) }) }
  const named = parents.map(({ row }) => ({ id: row.id, name: row.name, manifest: row.manifestHash }))
  const names = named.map(({ name }) => name)
  return {
    format: 1,
    kind: 'sample',
    query: null,
    text: combinationWords(how, names),
    combination: { ...how, parents: named },
    origins: originsOf(parents, combined),
    counts: combined.counts,
    codeVersion,
  }
}

async function publish(
  halley: Halley,
  request: CombiningRequest,
  parents: readonly Parent[],
  bench: Workbench,
  combined: CombinedTables,
): Promise<Result<DrawnSample>> {
  const document = documentOf(request, parents, combined)
  const { origins, text, combination, counts } = document
  const rows = origins.map(({ run, version, result }) => ({ runId: run.id, version, resultId: result }))
  const runIds = origins.map(({ run }) => run.id)
  const item = sampleToBe(halley, request, runIds)
  const published = await publishDrawn(halley.store, bench.attempt, {
    item,
    actor: actorOf(halley.user),
    madeAt: halley.now().toISOString(),
    description: request.description,
    parameters: { query: null, text, combination, from: origins.map(({ run, version }) => ({ runId: run.id, run: run.name, version })) },
    counts: { ...counts },
    codeVersion,
    predecessorId: null,
    origins: { kind: 'sample', rows },
    document: { name: 'sample.json', content: document },
  })
  return published.ok ? success({ id: item.id, name: item.name, counts }) : published
}

/** Combines samples, by an operation that this process has claimed. */
async function combineAtBench(halley: Halley, request: CombiningRequest, bench: Workbench, onProgress: ProgressListener) {
  const reporter = new StageReporter((event) => {
    bench.report(event)
    onProgress(event)
  })
  // First, so that what is found to be there stays there.
  const used = await beginUses(halley, bench.attempt.claim.id, new Set(request.parentIds), `making of sample ${request.name}`)
  if (!used.ok) return used
  const parents = await parentsOf(halley, request)
  if (!parents.ok) return parents
  const combined = await reporter.run(
    'drawing',
    1,
    () => combine(halley, request, parents.value, bench),
    (outcome) => (outcome.ok ? `${outcome.value.counts.sources} sources, ${outcome.value.counts.measurements} measurements` : 'refused'),
  )
  if (!combined.ok) return combined
  const stop = bench.stopFault()
  return stop ? failure(stop) : publish(halley, request, parents.value, bench, combined.value)
}

/** Combines samples that were asked to be. */
export function performCombining({ halley, request, bench }: Assignment<CombiningRequest>): Promise<Result<DrawnSample>> {
  return combineAtBench(halley, request, bench, () => {})
}

/** Asks for samples to be combined, for a worker to do. */
export async function submitCombining(halley: Halley, choice: CombinationChoice): Promise<Result<Submitted>> {
  const request = await makeCombiningRequest(halley, choice)
  return request.ok
    ? submitOperation(halley, { kind: 'sample', run: null, subjectId: request.value.sampleId, request: request.value })
    : request
}

function outcomeOf(sample: DrawnSample): DrawnSample {
  return sample
}

/**
 * Combines samples to a new one by a set operation. The samples stay as they are; the new one names them and has its own
 * copy of the sources and measurements that it keeps.
 *
 * @returns the faults of {@link makeCombiningRequest}; `sample.empty` where no source is left, `sample.copy` and
 * `sample.incomplete` where files are damaged, `interrupted`
 */
export async function combineSamples(
  halley: Halley,
  choice: CombinationChoice,
  { signal, onProgress }: Drawing,
): Promise<Result<DrawnSample>> {
  const request = await makeCombiningRequest(halley, choice)
  if (!request.ok) return request
  const { sampleId: subjectId } = request.value
  const operation = { kind: 'sample', run: null, subjectId, request: request.value, threads: 1, signal, outcomeOf } as const
  return performOperation(halley, operation, (bench) => combineAtBench(halley, request.value, bench, onProgress))
}
