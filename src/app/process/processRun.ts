import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { isBusy, wordOfWork } from '../../lifecycle/runState.ts'
import { findResult } from '../../store/catalogue/results.ts'
import { changeRun, findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import type { Attempt } from '../../store/publishing/attempt.ts'
import { beginAttempt } from '../../store/publishing/attempt.ts'
import { publishVersion } from '../../store/publishing/publishVersion.ts'
import { sweepLeftovers } from '../../store/publishing/sweepLeftovers.ts'
import { readDraft } from '../../store/runFolder.ts'
import { openRunLog } from '../../store/runLog.ts'
import { healViews, imageViewPath } from '../../store/views/healViews.ts'
import { validateConfig } from '../config/validate.ts'
import type { ResolvedInputs } from '../config/validate.ts'
import type { RunConfig } from '../contract/config.ts'
import type { ProgressListener } from '../contract/progress.ts'
import { codeVersion } from '../codeVersion.ts'
import type { Halley } from '../halley.ts'
import { headerInspector } from '../inputs/inputInspector.ts'
import { WorkerPool } from '../workers/pool.ts'
import type { BuiltResult, ResultCounts } from './buildResult.ts'
import { buildResult } from './buildResult.ts'
import { ingestImages } from './ingestImages.ts'
import type { StoredImage } from './ingestImages.ts'
import { inputsHash } from './inputsHash.ts'
import { invalidConfig } from './invalidConfig.ts'
import { logListener } from './logListener.ts'
import type { HeldOperation } from './operation.ts'
import { holdOperation } from './operation.ts'
import { orderImages } from './runImage.ts'
import { readSourceLedger } from './sourceLedger.ts'
import type { StageTime } from './stageReporter.ts'
import { StageReporter } from './stageReporter.ts'

export interface ProcessRequest {
  /** Threads; default: `processing.num_workers`, else one a core. */
  readonly workers?: number | undefined
  readonly debug: boolean
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

export interface ProcessOutcome {
  readonly runName: string
  readonly version: number
  /** True where the inputs are those of the version that is shown: nothing was made. */
  readonly unchanged: boolean
  readonly counts: ResultCounts
  readonly stages: readonly StageTime[]
  readonly seconds: number
  /** Largest resident memory of this process so far. */
  readonly peakMemoryBytes: number
  /** The run directory for people and notebooks. */
  readonly directory: string
}

/** One processing at work. */
interface Job {
  readonly halley: Halley
  readonly run: RunRow
  readonly config: RunConfig
  readonly configText: string
  readonly inputs: ResolvedInputs
  readonly operation: HeldOperation
  readonly attempt: Attempt
  readonly pool: WorkerPool
  readonly reporter: StageReporter
}

interface Published {
  readonly version: number
  readonly unchanged: boolean
  readonly counts: ResultCounts
}

const interrupted: Fault = makeFault('interrupted', 'Processing was interrupted; the version that was shown before is still shown.', {
  hint: 'Process again when you like: images that were ingested are kept.',
  retryable: true,
})

async function readConfig(halley: Halley, run: RunRow) {
  const draft = await readDraft(halley.store, run.id)
  if (!draft.ok) return draft
  const path = join(halley.store.paths.views, run.name, 'config.yaml')
  const report = await validateConfig(draft.value.text, path, { listing: diskListing, inspector: headerInspector(halley.scratch) })
  if (!report.config || !report.inputs) return failure(invalidConfig(path, report.problems))
  return success({ configText: draft.value.text, config: report.config, inputs: report.inputs, problems: report.problems })
}

/** The version that is shown, when it was made from the same inputs. */
async function sameAsHead({ halley, run }: Job, hash: string): Promise<Published | null> {
  if (run.headVersion === null) return null
  const head = await findVersion(halley.store.catalogue, run.id, run.headVersion)
  const result = head && (await findResult(halley.store.catalogue, head.resultId))
  if (!result || result.inputsHash !== hash) return null
  return { version: run.headVersion, unchanged: true, counts: JSON.parse(result.counts) as ResultCounts }
}

async function publish(
  job: Job,
  images: readonly StoredImage[],
  epochOf: (imageId: string) => number,
  built: BuiltResult,
  hash: string,
): Promise<Result<Published>> {
  const { halley, run, attempt, configText, reporter } = job
  const version = {
    runId: run.id,
    resultId: randomUUID(),
    kind: run.headVersion === null ? ('process' as const) : ('addImages' as const),
    madeBy: halley.user.id,
    madeAt: halley.now().toISOString(),
    parentNumber: run.headVersion,
    configurationText: configText,
    inputsHash: hash,
    codeVersion,
    counts: { ...built.counts },
    images: images.map(({ row }) => ({ image: row, epoch: epochOf(row.id) })),
    lastSourceId: built.nextSourceId - 1,
    forcedCount: built.forcedCount,
  }
  const published = await reporter.run(
    'publish',
    1,
    () => publishVersion(halley.store, attempt, version),
    (outcome) => (outcome.ok ? `version ${outcome.value.number}, ${outcome.value.files.length} files` : 'refused'),
  )
  return published.ok ? success({ version: published.value.number, unchanged: false, counts: built.counts }) : published
}

async function makeVersion(job: Job): Promise<Result<Published>> {
  const { halley, run, config, inputs, attempt, pool, reporter, operation } = job
  const stored = await ingestImages(halley, { images: inputs.images, settings: config.measurements }, { pool, reporter, attempt })
  if (!stored.ok) return stored
  const hash = inputsHash(config, stored.value)
  const same = await sameAsHead(job, hash)
  if (same) return success(same)
  const unordered = stored.value.map(({ row, facts, files }) => ({
    image: facts,
    imageId: row.id,
    number: row.number,
    files,
    measurementsPath: halley.store.paths.imageMeasurements(row.id),
    measurementCount: row.measurementCount,
    identity: row.contentHash,
  }))
  const images = orderImages(unordered, inputs.isEpochBased)
  const ledger = await readSourceLedger(halley, run)
  if (!ledger.ok) return ledger
  const viewOf = new Map(stored.value.map(({ row }) => [row.id, imageViewPath(halley.store, row)]))
  const measurementsPath = (imageId: string) => viewOf.get(imageId) ?? ''
  const build = { images, config, ledger: ledger.value, folder: attempt.resultFolder, scratch: halley.scratch, measurementsPath }
  const built = await buildResult(build, { pool, reporter })
  if (!built.ok) return built
  if (operation.signal.aborted) return failure(interrupted)
  const byId = new Map(stored.value.map((image) => [image.row.id, image]))
  const ordered = images.flatMap(({ imageId }) => byId.get(imageId) ?? [])
  const epochs = new Map(images.map(({ imageId, epoch }) => [imageId, epoch]))
  return publish(job, ordered, (imageId) => epochs.get(imageId) ?? 0, built.value, hash)
}

/** Runs the work; an interruption that shows as a dead pool becomes its refusal. */
async function interruptible(job: Job): Promise<Result<Published>> {
  const { signal } = job.operation
  const stop = () => void job.pool.close()
  signal.addEventListener('abort', stop)
  try {
    const made = await makeVersion(job)
    return signal.aborted && !made.ok ? failure(interrupted) : made
  } catch (error) {
    if (signal.aborted) return failure(interrupted)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await job.pool.close()
  }
}

/** Writes down how the work of a run ended, unless the publication has done so. */
async function recordEnd(halley: Halley, runId: string, work: 'completed' | 'failed' | 'cancelled'): Promise<void> {
  const run = await findRun(halley.store.catalogue, runId)
  if (run && run.work === 'running') await changeRun(halley.store.catalogue, run, { work, updatedAt: halley.now().toISOString() })
}

async function settleOperation(job: Job, outcome: Result<Published> | { readonly bug: unknown }): Promise<void> {
  const { halley, run, operation } = job
  if ('bug' in outcome) {
    const message = outcome.bug instanceof Error ? (outcome.bug.stack ?? outcome.bug.message) : String(outcome.bug)
    await operation.abandon(makeFault('bug', message, { hint: 'This is an error in Halley: please report it with the log of the run.' }))
    await recordEnd(halley, run.id, 'failed')
  } else if (!outcome.ok) {
    await operation.abandon(outcome.fault)
    await recordEnd(halley, run.id, outcome.fault.code === 'interrupted' ? 'cancelled' : 'failed')
  } else if (outcome.value.unchanged) {
    await operation.complete()
    await recordEnd(halley, run.id, 'completed')
  }
}

async function work(job: Job): Promise<Result<Published>> {
  try {
    const outcome = await interruptible(job)
    await settleOperation(job, outcome)
    return outcome
  } catch (error) {
    await settleOperation(job, { bug: error })
    throw error
  } finally {
    job.operation.release()
    await sweepLeftovers(job.halley.store)
    await healViews(job.halley.store)
  }
}

async function startRunning(halley: Halley, run: RunRow): Promise<Result<RunRow>> {
  const change = { work: 'running', updatedAt: halley.now().toISOString() } as const
  if (!isBusy(run.work) && (await changeRun(halley.store.catalogue, run, change))) return success({ ...run, ...change, revision: run.revision + 1 })
  return failure(
    makeFault('run.busy', `Run ${run.name}: expected a run that is not at work, found it ${wordOfWork[run.work]}.`, {
      hint: `Wait until it is done: ./halley status ${run.name}`,
      retryable: true,
      data: { run: run.name, work: run.work },
    }),
  )
}

/**
 * Processes a run's draft configuration into a new version and makes it the head. A refused, failed or interrupted
 * processing leaves the head as it was; images that were ingested before stay.
 */
export async function processRun(halley: Halley, found: RunRow, request: ProcessRequest): Promise<Result<ProcessOutcome>> {
  const started = performance.now()
  const read = await readConfig(halley, found)
  if (!read.ok) return read
  const running = await startRunning(halley, found)
  if (!running.ok) return running
  const run = running.value
  const held = await holdOperation(halley, 'process', run.id, request.signal)
  if (!held.ok) return held
  const log = openRunLog(halley.store, run.id, halley.now())
  const listener = logListener(log, halley.now, request)
  const reporter = new StageReporter(listener)
  for (const problem of read.value.problems) reporter.note(`config.yaml:${problem.line}: ${problem.message}`, 'warning')
  const attempt = await beginAttempt(halley.store, held.value.claim)
  if (!attempt.ok) return attempt
  const size = request.workers ?? read.value.config.processing.numWorkers ?? availableParallelism()
  const job = { halley, run, ...read.value, operation: held.value, attempt: attempt.value, pool: new WorkerPool(size), reporter }
  const outcome = await work(job)
  log.write(
    halley.now(),
    'process',
    outcome.ok ? 'INFO' : 'ERROR',
    outcome.ok ? `Version ${outcome.value.version} is shown.` : `${outcome.fault.message} ${outcome.fault.hint}`,
  )
  log.close()
  if (!outcome.ok) return outcome
  return success({
    runName: run.name,
    ...outcome.value,
    stages: reporter.times,
    seconds: (performance.now() - started) / 1000,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    directory: join(halley.store.paths.views, run.name),
  })
}
