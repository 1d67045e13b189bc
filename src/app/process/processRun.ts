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
import type { ResultCounts } from '../contract/runStatus.ts'
import type { CheckedConfig } from './checkConfig.ts'
import { checkDraft } from './checkConfig.ts'
import type { InputsDifference } from '../contract/inputsDifference.ts'
import { isAddition, onlyAdds } from './difference/compareInputs.ts'
import { changedFault, differenceNotes } from './difference/differenceWords.ts'
import { headDifference } from './difference/headDifference.ts'
import { logListener } from './logListener.ts'
import type { Job } from './makeVersion.ts'
import { memoryLimit } from './memoryLimit.ts'
import type { Published } from './showEarlierResult.ts'
import { performOperation } from '../operations/performOperation.ts'
import { applyVersionRule } from '../versions/trashVersions.ts'
import { bugFault } from '../operations/stopFaults.ts'
import type { Workbench } from '../operations/workbench.ts'
import type { StageTime } from './stageReporter.ts'
import { StageReporter } from './stageReporter.ts'

export interface ProcessRequest {
  /** Threads; default: `processing.num_workers`, else one a core. */
  readonly workers?: number | undefined
  /** What the whole program may take, bytes; default: `processing.memory_mb`, else as its host has. */
  readonly memoryBytes?: number | undefined
  /** Process also where more has changed than that images were added, and measure everything anew. */
  readonly fullRerun?: boolean | undefined
  readonly debug: boolean
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/** A run whose configuration has no errors, with what it says. */
export interface Prepared {
  readonly run: RunRow
  readonly checked: CheckedConfig & { readonly configText: string }
  /** From what the version that is shown was made from; null where none is. */
  readonly difference: InputsDifference | null
}

/** What decides whether a run may be processed as it is. */
export type Preparation = Pick<ProcessRequest, 'workers' | 'memoryBytes' | 'fullRerun'> & Partial<Pick<ProcessRequest, 'signal'>>

export interface ProcessOutcome {
  readonly runName: string
  readonly version: number
  /** True where the inputs are those of the version that is shown: nothing was made. */
  readonly unchanged: boolean
  /** The version whose tables are shown again, because its inputs were the same; null where tables were made. */
  readonly shownAgain: number | null
  /** From what the version that was shown before was made from; null for a first version. */
  readonly difference: InputsDifference | null
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

async function makeLoggedVersion(job: Job, { difference }: Prepared, request: ProcessRequest): Promise<Result<LoggedVersion>> {
  const { halley, run, warnings, stopFault } = job
  const log = openRunLog(halley.store, run.id, halley.now())
  job.useLog(log.path)
  const logFault = ({ message, hint }: Fault) => log.write(halley.now(), 'process', 'ERROR', `${message} ${hint}`)
  const reporter = new StageReporter(logListener(log, halley.now, request))
  for (const { line, message } of warnings) reporter.note(`config.yaml:${line}: ${message}`, 'warning')
  for (const note of difference ? differenceNotes(difference) : []) reporter.note(note)
  // What only prepares a run, as a server does, needs nothing of what measures.
  const { makeVersion } = await import('./makeVersion.ts')
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
 * Checks whether a run may be processed now, by this user, that its draft has no errors, and how it differs from what is
 * shown. Changes nothing.
 *
 * @returns `config.changed` where more differs than added images, and no full re-run is asked for
 */
export async function prepareRun(halley: Halley, found: RunRow, ask: Preparation): Promise<Result<Prepared>> {
  const denied = await rightFault(halley, 'process', found.id)
  if (denied) return failure(denied)
  const checked = await checkDraft(halley, found)
  if (!checked.ok) return checked
  const memory = memoryLimit(memoryAsked(ask, { checked: checked.value }))
  if (!memory.ok) return memory
  await endAbandoned(halley)
  const run = (await findRun(halley.store.catalogue, found.id)) ?? found
  const threads = threadsAsked(ask, { checked: checked.value }) ?? availableParallelism()
  const compared = await headDifference(halley, run, checked.value, { threads, signal: ask.signal })
  if (!compared.ok) return compared
  const difference = compared.value
  if (difference && !onlyAdds(difference) && !ask.fullRerun) return failure(changedFault(run, difference))
  return success({ run, checked: checked.value, difference })
}

/** What the history of the run calls a processing. */
export function processingKind({ difference }: Prepared, { fullRerun }: Preparation): 'process' | 'addImages' {
  return difference && isAddition(difference) && !fullRerun ? 'addImages' : 'process'
}

/** Makes the version, by an operation that this process has claimed. */
export async function processAtBench(
  halley: Halley,
  prepared: Prepared,
  request: ProcessRequest,
  bench: Workbench,
): Promise<Result<ProcessOutcome>> {
  const started = performance.now()
  const { run, checked, difference } = prepared
  const onProgress: ProgressListener = (event) => {
    bench.report(event)
    request.onProgress(event)
  }
  const memory = memoryLimit(memoryAsked(request, prepared))
  if (!memory.ok) return memory
  const job = { halley, run, memoryBytes: memory.value, fullRerun: request.fullRerun ?? false, ...checked, ...bench }
  const made = await makeLoggedVersion(job, prepared, { ...request, onProgress })
  if (!made.ok) return made
  const pruned = await applyVersionRule(halley, run.id)
  if (!pruned.ok) onProgress({ kind: 'note', level: 'warning', text: pruned.fault.message })
  else if (pruned.value.entryId !== null)
    onProgress({ kind: 'note', level: 'info', text: `By the rule of the run, versions ${pruned.value.versions.join(', ')} are in Trash.` })
  return success({
    runName: run.name,
    ...made.value,
    difference,
    seconds: (performance.now() - started) / 1000,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    directory: join(halley.store.paths.views, run.name),
  })
}

/** How many threads a processing takes: as asked for, else as its configuration says; null: one a core of its host. */
export function threadsAsked({ workers }: Pick<ProcessRequest, 'workers'>, { checked }: Pick<Prepared, 'checked'>): number | null {
  return workers ?? checked.config.processing.numWorkers ?? null
}

/** What a processing may take, bytes: as asked for, else as its configuration says; null: as its host has. */
export function memoryAsked({ memoryBytes }: Pick<ProcessRequest, 'memoryBytes'>, { checked }: Pick<Prepared, 'checked'>): number | null {
  const { memoryMb } = checked.config.processing
  return memoryBytes ?? (memoryMb === null ? null : memoryMb * 1e6)
}

/**
 * Processes a run's draft configuration into a new version and makes it the head. A refused, failed or interrupted
 * processing leaves the head as it was; images that were ingested before stay. At the limit of processings it waits.
 */
export async function processRun(halley: Halley, found: RunRow, request: ProcessRequest): Promise<Result<ProcessOutcome>> {
  const started = performance.now()
  const prepared = await prepareRun(halley, found, request)
  if (!prepared.ok) return prepared
  const { run, checked } = prepared.value
  const { signal, debug, fullRerun, onProgress } = request
  const workers = threadsAsked(request, prepared.value)
  const onWait = (reason: string) => onProgress({ kind: 'note', level: 'info', text: `Queued: ${reason}` })
  const kind = processingKind(prepared.value, request)
  const operation = {
    kind,
    run,
    request: { workers, memoryBytes: memoryAsked(request, prepared.value), debug, fullRerun: fullRerun ?? false },
    threads: workers ?? availableParallelism(),
    signal,
    onWait,
  } as const
  const made = await performOperation(halley, { ...operation, outcomeOf: (outcome: ProcessOutcome) => outcome }, (bench) =>
    processAtBench(halley, prepared.value, request, bench),
  )
  if (!made.ok) return made
  if (checked.config.measurements.writeArrowFiles) await exportAfterProcessing(halley, run, { version: made.value.version, ...request })
  return success({ ...made.value, seconds: (performance.now() - started) / 1000 })
}
