import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { userRefusal } from '../../lifecycle/decide/ground.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { actorOf } from '../actor.ts'
import { discoverInputs } from '../config/discoverInputs.ts'
import { configTemplate } from '../config/template.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import type { Assignment } from '../operations/assignment.ts'
import { type Submitted, submitOperation } from '../operations/submitOperation.ts'
import type { Workbench } from '../operations/workbench.ts'
import { type CheckedConfig, checkConfig } from '../process/checkConfig.ts'
import { holdForUser } from '../process/holdImages.ts'
import { ingestImages } from '../process/ingestImages.ts'
import { performOperation } from '../operations/performOperation.ts'
import { StageReporter } from '../process/stageReporter.ts'
import { readConfigFile } from './readConfigFile.ts'

/** What an ingest is asked for, as the catalogue keeps it. */
export const ingestingRequest = z.object({
  /** Where the configuration was found: relative paths in it start there. */
  path: z.string(),
  text: z.string(),
  /** Null: one thread a core of the host that works on it. */
  workers: z.number().int().min(1).nullable(),
})

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

interface Configuration {
  readonly path: string
  readonly text: string
}

interface Prepared {
  readonly checked: CheckedConfig
  readonly asked: z.infer<typeof ingestingRequest>
}

async function configurationOf(target: string): Promise<Result<Configuration>> {
  const path = resolve(target)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return readConfigFile(path)
  const found = await discoverInputs(path, diskListing)
  return found.ok ? success({ path, text: configTemplate({ name: 'ingest', inputs: found.value.inputs }) }) : found
}

async function prepareIngest(halley: Halley, { path, text }: Configuration): Promise<Result<Prepared>> {
  const denied = userRefusal(actorOf(halley.user), 'write')
  if (denied) return failure(denied)
  const checked = await checkConfig(halley, text, path)
  if (!checked.ok) return checked
  return success({ checked: checked.value, asked: { path, text, workers: checked.value.config.processing.numWorkers ?? null } })
}

async function ingestAtBench(
  halley: Halley,
  { checked, asked }: Prepared,
  { pool, attempt, report }: Workbench,
  onProgress: ProgressListener,
): Promise<Result<IngestOutcome>> {
  const { config, inputs, warnings } = checked
  const reporter = new StageReporter((event) => {
    report(event)
    onProgress(event)
  })
  for (const { line, message } of warnings) reporter.note(`${asked.path}:${line}: ${message}`, 'warning')
  const workplace = { pool, reporter, attempt, hold: holdForUser(halley) }
  const stored = await ingestImages(halley, { images: inputs.images, settings: config.measurements }, workplace)
  if (!stored.ok) return stored
  const ingested = stored.value.filter(({ isNew }) => isNew).length
  const detections = stored.value.reduce((sum, { row }) => sum + row.measurementCount, 0)
  return success({ ingested, known: stored.value.length - ingested, detections })
}

/** Ingests the images of a configuration or a folder without processing a run. */
export async function ingestTarget(halley: Halley, { target, signal, onProgress }: IngestRequest): Promise<Result<IngestOutcome>> {
  const configuration = await configurationOf(target)
  if (!configuration.ok) return configuration
  const prepared = await prepareIngest(halley, configuration.value)
  if (!prepared.ok) return prepared
  const { asked } = prepared.value
  const onWait = (reason: string) => onProgress({ kind: 'note', level: 'info', text: `Queued: ${reason}` })
  const threads = asked.workers ?? availableParallelism()
  const operation = { kind: 'ingest', run: null, request: asked, threads, signal, onWait } as const
  return performOperation(halley, { ...operation, outcomeOf: (outcome: IngestOutcome) => outcome }, (bench) =>
    ingestAtBench(halley, prepared.value, bench, onProgress),
  )
}

/** Asks for an ingest, for a worker to do. What is in a folder is found now, the files are read when it is done. */
export async function submitIngest(halley: Halley, target: string): Promise<Result<Submitted>> {
  const configuration = await configurationOf(target)
  if (!configuration.ok) return configuration
  const prepared = await prepareIngest(halley, configuration.value)
  if (!prepared.ok) return prepared
  return submitOperation(halley, { kind: 'ingest', run: null, request: prepared.value.asked })
}

/** Does an ingest that was asked for. */
export async function performIngest({
  halley,
  request,
  bench,
}: Assignment<z.infer<typeof ingestingRequest>>): Promise<Result<IngestOutcome>> {
  const prepared = await prepareIngest(halley, request)
  return prepared.ok ? ingestAtBench(halley, prepared.value, bench, () => {}) : prepared
}
