import { randomUUID } from 'node:crypto'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { publishVersion } from '../../store/publishing/publishVersion.ts'
import { writeResultInputs } from '../../store/resultInputs.ts'
import { imageViewPath } from '../../store/views/healViews.ts'
import { codeVersion } from '../codeVersion.ts'
import { effectiveSettings } from '../config/effectiveSettings.ts'
import type { Halley } from '../halley.ts'
import type { Workbench } from '../operations/workbench.ts'
import { buildResult } from './buildResult.ts'
import type { CheckedConfig } from './checkConfig.ts'
import { computedBy } from './computedBy.ts'
import { headPlaces } from './headPlaces.ts'
import { holdForRun } from './holdImages.ts'
import { ingestImages } from './ingestImages.ts'
import type { StoredImage } from './ingestImages.ts'
import { inputsHash } from './inputsHash.ts'
import type { RunImage } from './runImage.ts'
import { orderImages } from './runImage.ts'
import type { Published } from './showEarlierResult.ts'
import type { BuiltResult } from './science.ts'
import { showEarlierResult } from './showEarlierResult.ts'
import { readSourceLedger } from './sourceLedger.ts'
import type { StageReporter } from './stageReporter.ts'

/** One processing at work. */
export interface Job extends CheckedConfig, Workbench {
  readonly halley: Halley
  readonly run: RunRow
  readonly configText: string
  /** What the whole program may take, bytes. */
  readonly memoryBytes: number
  /** Measure everything, also what was measured before. */
  readonly fullRerun: boolean
}

interface ImagesOfJob {
  readonly stored: readonly StoredImage[]
  /** In their order. */
  readonly images: readonly RunImage[]
}

async function ingestStage(job: Job, reporter: StageReporter): Promise<Result<ImagesOfJob>> {
  const { halley, run, config, inputs, attempt, pool } = job
  const workplace = { pool, reporter, attempt, hold: holdForRun(halley, run.id, attempt.claim) }
  const stored = await ingestImages(halley, { images: inputs.images, settings: config.measurements }, workplace)
  if (!stored.ok) return stored
  const unordered = stored.value.map(({ row, facts, files }) => ({
    image: facts,
    imageId: row.id,
    number: row.number,
    files,
    measurementsPath: halley.store.paths.imageMeasurements(row.id),
    measurementCount: row.measurementCount,
    contentHash: row.contentHash,
  }))
  return success({ stored: stored.value, images: orderImages(unordered, inputs.isEpochBased) })
}

async function build(job: Job, reporter: StageReporter, { stored, images }: ImagesOfJob): Promise<Result<BuiltResult>> {
  const { halley, run, config, attempt, pool } = job
  const ledger = await readSourceLedger(halley, run, images)
  if (!ledger.ok) return ledger
  const viewOf = new Map(stored.map(({ row }) => [row.id, imageViewPath(halley.store, row)]))
  const measurementsPath = (imageId: string) => viewOf.get(imageId) ?? ''
  const earlierPlaces = job.fullRerun ? new Map() : await headPlaces(halley, run)
  const given = { images, config, ledger: ledger.value, earlierPlaces, memoryBytes: job.memoryBytes, stop: job.stop }
  return buildResult({ ...given, folder: attempt.resultFolder, scratch: halley.scratch, measurementsPath }, { pool, reporter })
}

async function publish(
  job: Job,
  reporter: StageReporter,
  { stored, images }: ImagesOfJob,
  built: BuiltResult,
  hash: string,
): Promise<Result<Published>> {
  const { halley, run, config, attempt, configText } = job
  const resolved = images.map(({ imageId, files, epoch }) => ({ imageId, ...files, epoch }))
  const kept = await writeResultInputs(attempt, { images: resolved, settings: effectiveSettings(config), computedBy })
  if (!kept.ok) return kept
  const rows = new Map(stored.map(({ row }) => [row.id, row]))
  const version = {
    runId: run.id,
    resultId: randomUUID(),
    madeAt: halley.now().toISOString(),
    configurationText: configText,
    inputsHash: hash,
    codeVersion,
    counts: { ...built.counts },
    images: images.flatMap(({ imageId, epoch }) => {
      const image = rows.get(imageId)
      return image ? [{ image, epoch }] : []
    }),
    lastSourceId: built.nextSourceId - 1,
    forcedCount: built.forcedCount,
  }
  const published = await reporter.run(
    'publish',
    1,
    () => publishVersion(halley.store, attempt, version),
    (outcome) => (outcome.ok ? `version ${outcome.value.number}, ${outcome.value.files.length} files` : 'refused'),
  )
  if (!published.ok) return published
  return success({ version: published.value.number, unchanged: false, shownAgain: null, counts: built.counts })
}

/**
 * Makes the next version of a run from its checked draft. Where the version that is shown has the same inputs nothing is
 * made; where an earlier one has, its tables are shown again.
 */
export async function makeVersion(job: Job, reporter: StageReporter): Promise<Result<Published>> {
  const ingested = await ingestStage(job, reporter)
  if (!ingested.ok) return ingested
  const stopped = job.stopFault()
  if (stopped) return failure(stopped)
  const hash = inputsHash(job.config, ingested.value.images)
  const earlier = await showEarlierResult(job, reporter, hash)
  if (!earlier.ok) return earlier
  if (earlier.value) return success(earlier.value)
  const built = await build(job, reporter, ingested.value)
  if (!built.ok) return built
  const stop = job.stopFault()
  return stop ? failure(stop) : publish(job, reporter, ingested.value, built.value, hash)
}
