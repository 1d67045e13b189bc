import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { openRunLog } from '../../store/runLog.ts'
import type { ProgressListener } from '../contract/progress.ts'
import { exportAfterProcessing } from '../export/exportAfterProcessing.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { endAbandoned } from '../operations/abandonedOperations.ts'
import type { ResultCounts } from './buildResult.ts'
import { checkDraft } from './checkConfig.ts'
import { logListener } from './logListener.ts'
import type { Job, Published } from './makeVersion.ts'
import { makeVersion } from './makeVersion.ts'
import { performOperation } from '../operations/performOperation.ts'
import { bugFault } from '../operations/stopFaults.ts'
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

interface LoggedVersion extends Published {
  readonly stages: readonly StageTime[]
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
  const denied = await rightFault(halley, 'process', found.id)
  if (denied) return failure(denied)
  const checked = await checkDraft(halley, found)
  if (!checked.ok) return checked
  const { config } = checked.value
  await endAbandoned(halley)
  const run = (await findRun(halley.store.catalogue, found.id)) ?? found
  const threads = request.workers ?? config.processing.numWorkers ?? availableParallelism()
  const outcome = await performOperation(halley, { kind: 'process', run, threads, signal: request.signal }, (bench) =>
    makeLoggedVersion({ halley, run, ...checked.value, ...bench }, request),
  )
  if (!outcome.ok) return outcome
  if (config.measurements.writeArrowFiles) await exportAfterProcessing(halley, run, { version: outcome.value.version, ...request })
  return success({
    runName: run.name,
    ...outcome.value,
    seconds: (performance.now() - started) / 1000,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    directory: join(halley.store.paths.views, run.name),
  })
}
