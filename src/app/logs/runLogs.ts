import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { unfinishedOperations } from '../../store/catalogue/operations.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { openFileStream, type FileStream } from '../../store/files/readStream.ts'
import { logsOfRun, readLogLines, type LogFile, type LogPlace } from '../../store/runLogs.ts'
import { logPartBytes, type LogPart, type RunLogView } from '../contract/runLog.ts'
import type { Halley } from '../halley.ts'

/** The names of the logs of a run that work on it still writes. */
async function liveNames({ store }: Halley, { id }: RunRow): Promise<ReadonlySet<string>> {
  const atWork = (await unfinishedOperations(store.catalogue)).filter(({ runId, subjectId }) => runId === id || subjectId === id)
  return new Set(atWork.flatMap(({ log }) => log ?? []))
}

/** The logs of a run, newest first. */
export async function listRunLogs(halley: Halley, run: RunRow): Promise<Result<readonly RunLogView[]>> {
  const [logs, live] = await Promise.all([logsOfRun(halley.store, run.id), liveNames(halley, run)])
  return success(logs.map(({ name, kind, startedUtc, bytes }) => ({ name, kind, startedUtc, bytes, isLive: live.has(name) })))
}

/** A log by its name among those that there are: a name is never made into a path. */
async function findLog(halley: Halley, run: RunRow, name: string): Promise<Result<LogFile>> {
  const log = (await logsOfRun(halley.store, run.id)).find((one) => one.name === name)
  if (log) return success(log)
  return failure(
    makeFault('file.missing', `Run ${run.name}: expected a log of the name ${name}, found none.`, {
      hint: 'The page of the run lists its logs.',
      data: { run: run.id, name },
    }),
  )
}

const errorLine = /^\S+ \S+ \S+ ERROR /gm

function lastErrorAt(from: number, text: string): number | null {
  const index = [...text.matchAll(errorLine)].at(-1)?.index
  return index === undefined ? null : from + Buffer.byteLength(text.slice(0, index))
}

/** A stretch of a log: whole lines, without reading the rest of it. @returns `file.missing` */
export async function readRunLog(halley: Halley, run: RunRow, name: string, place: LogPlace): Promise<Result<LogPart>> {
  const log = await findLog(halley, run, name)
  if (!log.ok) return log
  const live = await liveNames(halley, run)
  const lines = await readLogLines(log.value, place, logPartBytes)
  return success({ name, ...lines, isLive: live.has(name), lastErrorAt: lastErrorAt(lines.from, lines.text) })
}

/** A whole log, to be streamed. @returns `file.missing` */
export async function openRunLogFile(halley: Halley, run: RunRow, name: string): Promise<Result<FileStream>> {
  const log = await findLog(halley, run, name)
  return log.ok ? success(await openFileStream(log.value.path)) : log
}
