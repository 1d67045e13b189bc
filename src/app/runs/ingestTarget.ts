import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { beginAttempt } from '../../store/publishing/attempt.ts'
import { healViews } from '../../store/views/healViews.ts'
import { discoverInputs } from '../config/discoverInputs.ts'
import { configTemplate } from '../config/template.ts'
import { validateConfig } from '../config/validate.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { headerInspector } from '../inputs/inputInspector.ts'
import { ingestImages } from '../process/ingestImages.ts'
import { invalidConfig } from '../process/invalidConfig.ts'
import { holdOperation } from '../process/operation.ts'
import { StageReporter } from '../process/stageReporter.ts'
import { WorkerPool } from '../workers/pool.ts'
import { readConfigFile } from './readConfigFile.ts'

export interface IngestRequest {
  /** Path of a configuration, or folder of inputs. */
  readonly target: string
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

export interface IngestOutcome {
  readonly ingested: number
  readonly known: number
  readonly detections: number
}

async function configurationOf(target: string): Promise<Result<{ readonly path: string; readonly text: string }>> {
  const path = resolve(target)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return readConfigFile(path)
  const found = await discoverInputs(path, diskListing)
  return found.ok ? success({ path, text: configTemplate({ name: 'ingest', inputs: found.value.inputs }) }) : found
}

/** Ingests the images of a configuration or a folder without processing a run. */
export async function ingestTarget(halley: Halley, { target, signal, onProgress }: IngestRequest): Promise<Result<IngestOutcome>> {
  const configuration = await configurationOf(target)
  if (!configuration.ok) return configuration
  const { path, text } = configuration.value
  const report = await validateConfig(text, path, { listing: diskListing, inspector: headerInspector(halley.scratch) })
  if (!report.config || !report.inputs) return failure(invalidConfig(path, report.problems))
  const held = await holdOperation(halley, 'ingest', null, signal)
  if (!held.ok) return held
  const attempt = await beginAttempt(halley.store, held.value.claim)
  if (!attempt.ok) return attempt
  const pool = new WorkerPool(report.config.processing.numWorkers ?? availableParallelism())
  const workplace = { pool, reporter: new StageReporter(onProgress), attempt: attempt.value }
  try {
    const stored = await ingestImages(halley, { images: report.inputs.images, settings: report.config.measurements }, workplace)
    if (!stored.ok) {
      await held.value.abandon(stored.fault)
      return stored
    }
    await held.value.complete()
    await healViews(halley.store)
    const ingested = stored.value.filter(({ isNew }) => isNew).length
    const detections = stored.value.reduce((sum, { row }) => sum + row.measurementCount, 0)
    return success({ ingested, known: stored.value.length - ingested, detections })
  } finally {
    held.value.release()
    await pool.close()
  }
}
