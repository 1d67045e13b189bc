import { randomUUID } from 'node:crypto'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { findResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import { publishVersion } from '../../store/publishing/publishVersion.ts'
import { imageViewPath } from '../../store/views/healViews.ts'
import { codeVersion } from '../codeVersion.ts'
import type { Halley } from '../halley.ts'
import type { BuiltResult, ResultCounts } from './buildResult.ts'
import { buildResult } from './buildResult.ts'
import type { CheckedConfig } from './checkConfig.ts'
import { ingestImages } from './ingestImages.ts'
import type { StoredImage } from './ingestImages.ts'
import { inputsHash } from './inputsHash.ts'
import type { Workbench } from '../operations/workbench.ts'
import { orderImages } from './runImage.ts'
import { readSourceLedger } from './sourceLedger.ts'
import type { StageReporter } from './stageReporter.ts'

/** One processing at work. */
export interface Job extends CheckedConfig, Workbench {
  readonly halley: Halley
  readonly run: RunRow
  readonly configText: string
}

export interface Published {
  readonly version: number
  readonly unchanged: boolean
  readonly counts: ResultCounts
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
    madeAt: halley.now().toISOString(),
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

/** Makes the next version of a run from its checked draft, or finds that the one that is shown has the same inputs. */
export async function makeVersion(job: Job, reporter: StageReporter): Promise<Result<Published>> {
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
