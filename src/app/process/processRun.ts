import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { findResult } from '../../store/catalogue/results.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import { publishVersion } from '../../store/publishing/publishVersion.ts'
import { openRunLog } from '../../store/runLog.ts'
import { imageViewPath } from '../../store/views/healViews.ts'
import { codeVersion } from '../codeVersion.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { endAbandoned } from './abandonedOperations.ts'
import type { BuiltResult, ResultCounts } from './buildResult.ts'
import { buildResult } from './buildResult.ts'
import type { CheckedConfig } from './checkConfig.ts'
import { checkDraft } from './checkConfig.ts'
import { ingestImages } from './ingestImages.ts'
import type { StoredImage } from './ingestImages.ts'
import { inputsHash } from './inputsHash.ts'
import { logListener } from './logListener.ts'
import type { Workbench } from './operation.ts'
import { bugFault, performOperation } from './operation.ts'
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
interface Job extends CheckedConfig, Workbench {
  readonly halley: Halley
  readonly run: RunRow
  readonly configText: string
}

interface Published {
  readonly version: number
  readonly unchanged: boolean
  readonly counts: ResultCounts
}

interface LoggedVersion extends Published {
  readonly stages: readonly StageTime[]
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
  reporter: StageReporter,
  images: readonly StoredImage[],
  epochOf: (imageId: string) => number,
  built: BuiltResult,
  hash: string,
): Promise<Result<Published>> {
  const { halley, run, attempt, configText } = job
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

async function makeVersion(job: Job, reporter: StageReporter): Promise<Result<Published>> {
  const { halley, run, config, inputs, attempt, pool, stopFault } = job
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
  const stop = stopFault()
  if (stop) return failure(stop)
  const byId = new Map(stored.value.map((image) => [image.row.id, image]))
  const ordered = images.flatMap(({ imageId }) => byId.get(imageId) ?? [])
  const epochs = new Map(images.map(({ imageId, epoch }) => [imageId, epoch]))
  return publish(job, reporter, ordered, (imageId) => epochs.get(imageId) ?? 0, built.value, hash)
}

async function makeLoggedVersion(job: Job, request: ProcessRequest): Promise<Result<LoggedVersion>> {
  const { halley, run, warnings, stopFault } = job
  const log = openRunLog(halley.store, run.id, halley.now())
  const logFault = ({ message, hint }: Fault) => log.write(halley.now(), 'process', 'ERROR', `${message} ${hint}`)
  const reporter = new StageReporter(logListener(log, halley.now, request))
  for (const { line, message } of warnings) reporter.note(`config.yaml:${line}: ${message}`, 'warning')
  try {
    const made = await makeVersion(job, reporter)
    if (made.ok) log.write(halley.now(), 'process', 'INFO', `Version ${made.value.version} is shown.`)
    else logFault(stopFault() ?? made.fault)
    return made.ok ? success({ ...made.value, stages: reporter.times }) : made
  } catch (error) {
    logFault(stopFault() ?? bugFault(error))
    throw error
  } finally {
    log.close()
  }
}

/**
 * Processes a run's draft configuration into a new version and makes it the head. A refused, failed or interrupted
 * processing leaves the head as it was; images that were ingested before stay.
 */
export async function processRun(halley: Halley, found: RunRow, request: ProcessRequest): Promise<Result<ProcessOutcome>> {
  const started = performance.now()
  const checked = await checkDraft(halley, found)
  if (!checked.ok) return checked
  const { config } = checked.value
  await endAbandoned(halley.store, halley.now())
  const run = (await findRun(halley.store.catalogue, found.id)) ?? found
  const threads = request.workers ?? config.processing.numWorkers ?? availableParallelism()
  const outcome = await performOperation(halley, { kind: 'process', run, threads, signal: request.signal }, (bench) =>
    makeLoggedVersion({ halley, run, ...checked.value, ...bench }, request),
  )
  if (!outcome.ok) return outcome
  return success({
    runName: run.name,
    ...outcome.value,
    seconds: (performance.now() - started) / 1000,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    directory: join(halley.store.paths.views, run.name),
  })
}
