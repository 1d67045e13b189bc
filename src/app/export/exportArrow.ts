import { basename, dirname, join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { openRunLog } from '../../store/runLog.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { performCommand } from '../../store/state/performCommand.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import type { Workbench } from '../operations/workbench.ts'
import { performOperation } from '../operations/performOperation.ts'
import { bugFault } from '../operations/stopFaults.ts'
import { logListener } from '../process/logListener.ts'
import { StageReporter } from '../process/stageReporter.ts'
import type { ExportChoice, ExportTarget } from './exportTarget.ts'
import { exportTarget } from './exportTarget.ts'
import type { ExportedFile } from './writeExports.ts'
import { writeExports } from './writeExports.ts'

export interface ExportRequest extends ExportChoice {
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

export interface ExportOutcome {
  readonly runName: string
  readonly version: number
  /** `measurements.arrow`, and `measurement_pairs.arrow` where the version has pairs; in the run's directory where it leads to them. */
  readonly files: readonly ExportedFile[]
  readonly seconds: number
}

/** Keeps the run from being purged while its files are read, until the operation ends; the run may be at work. */
async function beginUse({ store, now }: Halley, run: RunRow, operationId: string, words: string): Promise<Result<unknown>> {
  const command = { name: 'beginUse', actor: { kind: 'worker' }, itemId: run.id, operationId, words } as const
  return performCommand(store, { slice: { itemIds: [run.id] }, command, nowMs: now().getTime() })
}

async function loggedExport(halley: Halley, run: RunRow, target: ExportTarget, bench: Workbench, onProgress: ProgressListener) {
  const { store, now } = halley
  const used = await beginUse(halley, run, bench.attempt.claim.id, `export of version ${target.version}`)
  if (!used.ok) return used
  const log = openRunLog(store, run.id, now(), 'export')
  bench.useLog(log.path)
  const reporter = new StageReporter(logListener(log, now, { debug: false, onProgress }))
  const logError = (text: string) => log.write(now(), 'export', 'ERROR', text)
  try {
    log.write(now(), 'export', 'INFO', `Version ${target.version} to ${target.place.folder}`)
    const spillFolder = join(dirname(bench.attempt.resultFolder), 'spill')
    const written = await writeExports(target, { ...bench, spillFolder, reporter })
    if (!written.ok) logError(`${written.fault.message} ${written.fault.hint}`)
    for (const { path, rows } of written.ok ? written.value : []) log.write(now(), 'export', 'INFO', `${rows} rows in ${path}`)
    return written
  } catch (error) {
    logError(bugFault(error).message)
    throw error
  } finally {
    log.close()
  }
}

function bothListeners(first: ProgressListener, second: ProgressListener): ProgressListener {
  return (event) => {
    first(event)
    second(event)
  }
}

/** Writes the Arrow files, by an operation that this process has claimed. */
export function exportAtBench(
  halley: Halley,
  run: RunRow,
  target: ExportTarget,
  bench: Workbench,
  onProgress: ProgressListener = () => {},
): Promise<Result<readonly ExportedFile[]>> {
  return loggedExport(halley, run, target, bench, bothListeners(bench.report, onProgress))
}

/**
 * Writes the Arrow files of a version, which vast-tools and vaex read. The run may be at work: versions do not change.
 *
 * @returns `version.unknown`, `export.exists` where files are there and `overwrite` is not given, `export.incomplete`
 * and `parquet.read` where files of the version are damaged, `export.room` and `export.write` where the disk refuses,
 * `item.state` where the run is in Trash or being purged, `interrupted`; files of an earlier export stay then
 */
export async function exportArrow(halley: Halley, run: RunRow, request: ExportRequest): Promise<Result<ExportOutcome>> {
  const started = performance.now()
  const denied = await rightFault(halley, 'export', run.id)
  if (denied) return failure(denied)
  const target = await exportTarget(halley, run, request)
  if (!target.ok) return target
  const { version } = target.value
  const { overwrite, to, signal, onProgress } = request
  const asked = { version, overwrite, to: to ?? null }
  const onWait = (reason: string) => onProgress({ kind: 'note', level: 'info', text: `Queued: ${reason}` })
  const outcomeOf = (files: readonly ExportedFile[]) => ({ version, files })
  const operation = { kind: 'export', run: null, subjectId: run.id, request: asked, threads: 1, signal, outcomeOf, onWait } as const
  const files = await performOperation(halley, operation, (bench) => exportAtBench(halley, run, target.value, bench, onProgress))
  if (!files.ok) return files
  const isShown = target.value.place.isInStore && version === run.headVersion
  const shown = files.value.map((file) =>
    isShown ? { ...file, path: join(halley.store.paths.views, run.name, basename(file.path)) } : file,
  )
  return success({ runName: run.name, version, files: shown, seconds: (performance.now() - started) / 1000 })
}
