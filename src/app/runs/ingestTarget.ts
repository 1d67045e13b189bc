import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { discoverInputs } from '../config/discoverInputs.ts'
import { configTemplate } from '../config/template.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { checkConfig } from '../process/checkConfig.ts'
import { holdForUser } from '../process/holdImages.ts'
import { ingestImages } from '../process/ingestImages.ts'
import { performOperation } from '../operations/performOperation.ts'
import { StageReporter } from '../process/stageReporter.ts'
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
  const checked = await checkConfig(halley, text, path)
  if (!checked.ok) return checked
  const { config, inputs, warnings } = checked.value
  const reporter = new StageReporter(onProgress)
  for (const { line, message } of warnings) reporter.note(`${path}:${line}: ${message}`, 'warning')
  const threads = config.processing.numWorkers ?? availableParallelism()
  const stored = await performOperation(halley, { kind: 'ingest', run: null, threads, signal }, ({ pool, attempt }) =>
    ingestImages(halley, { images: inputs.images, settings: config.measurements }, { pool, reporter, attempt, hold: holdForUser(halley) }),
  )
  if (!stored.ok) return stored
  const ingested = stored.value.filter(({ isNew }) => isNew).length
  const detections = stored.value.reduce((sum, { row }) => sum + row.measurementCount, 0)
  return success({ ingested, known: stored.value.length - ingested, detections })
}
