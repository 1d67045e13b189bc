import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { settleResult, success } from '../../fault/fault.ts'
import { findResult } from '../../store/catalogue/results.ts'
import { allRuns, findLiveRunByName } from '../../store/catalogue/runs.ts'
import { versionsOfRun } from '../../store/catalogue/versions.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { closeHalley, openHalley } from '../halley.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { ProcessOutcome } from '../process/processRun.ts'
import { processRun } from '../process/processRun.ts'
import { createRun } from '../runs/createRun.ts'
import { findRun } from '../runs/findRun.ts'
import { readConfigFile } from '../runs/readConfigFile.ts'
import { replaceDraft } from '../runs/replaceDraft.ts'
import { simulateTo } from '../simulate/simulateTo.ts'
import type { Highlight } from './highlights.ts'
import { readHighlights } from './highlights.ts'
import { withoutLastEpochs } from './withoutLastEpochs.ts'

export interface DemoRequest {
  readonly environment: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

export interface DemoVersion {
  readonly version: number
  readonly counts: ResultCounts
}

export interface DemoOutcome {
  readonly home: string
  readonly surveyFolder: string
  /** The run directory for people and notebooks. */
  readonly directory: string
  /** First the version of the first epochs, then the one with the last epochs added. */
  readonly versions: readonly DemoVersion[]
  readonly highlights: readonly Highlight[]
}

const RUN_NAME = 'demo'

/** Epochs that are added as a second version. */
const ADDED_EPOCHS = 2

/** The environment of the demo's store: a place of its own, unless one is named. */
export function demoEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (environment['HALLEY_HOME']) return { ...environment, HALLEY_HOME: resolve(environment['HALLEY_HOME']) }
  const home = process.getuid?.() === 0 ? '/var/lib/halley-demo' : join(homedir(), 'halley-demo')
  // A server that HALLEY_DATABASE_URL names is of another store than the demo's own.
  return { ...environment, HALLEY_HOME: home, HALLEY_DATABASE_URL: undefined }
}

/** Makes the survey once: under another name first, so that an interruption leaves no half survey. */
async function ensureSurvey(folder: string, onProgress: ProgressListener): Promise<Result<string>> {
  if (existsSync(folder)) return success(folder)
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  onProgress({ kind: 'note', level: 'info', text: `Simulating a survey in ${folder} (once)` })
  const made = await simulateTo(unfinished, { preset: 'demo', onProgress: () => {} })
  if (!made.ok) return made
  await rename(unfinished, folder)
  return success(folder)
}

async function processConfig(halley: Halley, configText: string, request: DemoRequest): Promise<Result<ProcessOutcome>> {
  const existing = await findLiveRunByName(halley.store.catalogue, RUN_NAME)
  const ready = existing ? await replaceDraft(halley, existing, configText) : await createRun(halley, { name: RUN_NAME, configText })
  if (!ready.ok) return ready
  const run = await findRun(halley, RUN_NAME)
  return run.ok ? processRun(halley, run.value, { debug: false, signal: request.signal, onProgress: request.onProgress }) : run
}

async function versionsOf(halley: Halley): Promise<Result<readonly DemoVersion[]>> {
  const run = await findRun(halley, RUN_NAME)
  if (!run.ok) return run
  const { catalogue } = halley.store
  const versions: DemoVersion[] = []
  for (const { number, resultId } of (await versionsOfRun(catalogue, run.value.id)).toReversed()) {
    const result = await findResult(catalogue, resultId)
    if (result) versions.push({ version: number, counts: JSON.parse(result.counts) as ResultCounts })
  }
  return success(versions)
}

async function runIn(halley: Halley, surveyFolder: string, request: DemoRequest): Promise<Result<DemoOutcome>> {
  const config = await readConfigFile(join(surveyFolder, 'config.yaml'))
  if (!config.ok) return config
  const { movableText } = config.value
  const existing = await findLiveRunByName(halley.store.catalogue, RUN_NAME)
  if (!existing || existing.headVersion === null) {
    const first = await processConfig(halley, withoutLastEpochs(movableText, ADDED_EPOCHS), request)
    if (!first.ok) return first
    request.onProgress({ kind: 'note', level: 'info', text: `Adding the last ${ADDED_EPOCHS} epochs` })
  }
  const whole = await processConfig(halley, movableText, request)
  if (!whole.ok) return whole
  const { directory } = whole.value
  const versions = await versionsOf(halley)
  if (!versions.ok) return versions
  const highlights = await readHighlights(directory)
  if (!highlights.ok) return highlights
  return success({ home: halley.store.paths.home, surveyFolder, directory, versions: versions.value, highlights: highlights.value })
}

/** Whether the demo was made before, whatever became of it since. */
export async function isDemoMade({ store: { catalogue } }: Halley): Promise<boolean> {
  const run = await findLiveRunByName(catalogue, RUN_NAME)
  return run ? (run.headVersion ?? 0) > 1 : (await allRuns(catalogue)).length > 0
}

/** Simulates a small survey once, processes its first epochs, adds the last ones as a second version, and finds what varies. */
export async function runDemo(request: DemoRequest): Promise<Result<DemoOutcome>> {
  const opened = await openHalley({ environment: demoEnvironment(request.environment) })
  if (!opened.ok) return opened
  try {
    const survey = await ensureSurvey(join(opened.value.store.paths.home, 'survey'), request.onProgress)
    return survey.ok ? await settleResult(() => runIn(opened.value, survey.value, request)) : survey
  } finally {
    await closeHalley(opened.value)
  }
}
