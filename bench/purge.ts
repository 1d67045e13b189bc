import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, rmdirSync, statSync, unlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import type { Halley } from '../src/app/halley.ts'
import { threadDuckDb } from '../src/app/process/threadDuckDb.ts'
import { beginTrashPurge } from '../src/app/purge/beginTrashPurge.ts'
import { finishPurge } from '../src/app/purge/performPurge.ts'
import { showPlan } from '../src/app/trash/showPlan.ts'
import type { RunRow } from '../src/store/catalogue/schema.ts'
import { findVersion } from '../src/store/catalogue/versions.ts'
import { sqlLiteral } from '../src/store/parquet/duckDb.ts'
import { expectValue } from './detections.ts'
import { trash } from './lifeCycleActs.ts'
import { count, megabytes, printTable, seconds, type Target, times } from './report.ts'
import { measurementsPerSource } from './sizedRun.ts'
import { longest, median, secondsOf } from './stopwatch.ts'

const readsAtRest = 100
const mostPurgeRatio = 2
const freePurgeS = 0.2
const mostReadRatio = 1.25

/** One purge, and reads of another run beside it. */
export interface PurgeTimes {
  readonly bytes: number
  readonly unlinkS: number
  readonly purgeS: number
  /** Of the reads right before and right after it. */
  readonly restS: readonly number[]
  readonly duringS: readonly number[]
  /** While a process of the lowest priority, and nothing of Halley, unlinks a copy of the same files. */
  readonly duringUnlinkS: readonly number[]
  readonly memoryBytes: number
}

/** One read of another run: the sources of a page, in the order of their flux. */
async function readOther(halley: Halley, run: RunRow): Promise<void> {
  const version = await findVersion(halley.store.catalogue, run.id, run.headVersion ?? 1)
  const path = join(halley.store.paths.result(run.id, version?.resultId ?? ''), 'sources.parquet')
  const { connection } = await threadDuckDb()
  await connection.runAndReadAll(`select id, column1 from read_parquet(${sqlLiteral(path)}) order by column1 desc limit 50`)
}

function percentile95(taken: readonly number[]): number {
  const sorted = taken.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? NaN
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
}

/** Has the system forget what it holds of files in memory, as it does in time of files that nobody reads. */
function letGo(folder: string): void {
  for (const file of filesIn(folder)) {
    const { status, stderr } = spawnSync('dd', [`if=${file}`, 'of=/dev/null', 'iflag=nocache', 'count=0'], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`dd could not drop ${file} from memory: ${stderr}`)
  }
}

function foldersOf({ store }: Halley, run: RunRow): string[] {
  return [store.paths.run(run.id), join(store.paths.objects, 'images')]
}

/** The files of a run as a folder of the same files, to be unlinked by themselves. */
function copyOf(halley: Halley, run: RunRow, isHeld: boolean): string {
  const copy = mkdtempSync(join(halley.store.paths.home, 'copy-'))
  spawnSync('cp', ['-r', ...foldersOf(halley, run), copy])
  spawnSync('sync')
  if (!isHeld) letGo(copy)
  return copy
}

function unlinkCopy(halley: Halley, run: RunRow, isHeld: boolean): { readonly bytes: number; readonly seconds: number } {
  const copy = copyOf(halley, run, isHeld)
  const folders: string[] = []
  const files: string[] = []
  for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true })) {
    ;(entry.isDirectory() ? folders : files).push(join(entry.parentPath, entry.name))
  }
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
  const start = performance.now()
  for (const file of files) unlinkSync(file)
  for (const folder of folders.toSorted((a, b) => b.length - a.length)) rmdirSync(folder)
  rmdirSync(copy)
  const home = openSync(halley.store.paths.home, 'r')
  fsyncSync(home)
  closeSync(home)
  return { bytes, seconds: (performance.now() - start) / 1000 }
}

async function readAtRest(halley: Halley, other: RunRow): Promise<number[]> {
  const taken: number[] = []
  while (taken.length < readsAtRest) taken.push(await secondsOf(() => readOther(halley, other)))
  return taken
}

/** Reads one after another until the work is done. */
async function readMeanwhile(halley: Halley, other: RunRow, work: Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  const over = new AbortController()
  const ended = work.finally(() => over.abort())
  while (!over.signal.aborted) taken.push(await secondsOf(() => readOther(halley, other)))
  await ended
  return taken
}

async function readDuringUnlink(halley: Halley, run: RunRow, other: RunRow, isHeld: boolean): Promise<number[]> {
  const unlinking = spawn('rm', ['-r', copyOf(halley, run, isHeld)])
  setPriority(unlinking.pid ?? 0, constants.priority.PRIORITY_LOW)
  return readMeanwhile(halley, other, once(unlinking, 'exit'))
}

async function purge(halley: Halley, entryIds: readonly string[]): Promise<void> {
  const { hash } = expectValue(await showPlan(halley, { act: 'purge', entryIds }))
  const order = { act: { act: 'purge', entryIds }, confirmedHash: hash, reason: '', detach: false } as const
  const { operation } = expectValue(await beginTrashPurge(halley, order))
  if (!operation) throw new Error('The purge was left to a worker.')
  expectValue(await finishPurge(halley, operation, { signal: new AbortController().signal, onProgress: () => {} }))
}

/**
 * Purges a run once.
 *
 * @param isHeld whether the system holds the files of the run in memory, as right after they were written
 */
export async function timePurge(halley: Halley, run: RunRow, other: RunRow, isHeld: boolean): Promise<PurgeTimes> {
  const unlinked = unlinkCopy(halley, run, isHeld)
  const duringUnlinkS = await readDuringUnlink(halley, run, other, isHeld)
  const entryIds = [await trash(halley, run)]
  spawnSync('sync')
  if (!isHeld) for (const folder of foldersOf(halley, run)) letGo(folder)
  const before = await readAtRest(halley, other)
  const memoryBefore = process.memoryUsage.rss()
  let purgeS = NaN
  const duringS = await readMeanwhile(
    halley,
    other,
    secondsOf(() => purge(halley, entryIds)).then((taken) => (purgeS = taken)),
  )
  const memoryBytes = process.memoryUsage.rss() - memoryBefore
  const restS = [...before, ...(await readAtRest(halley, other))]
  return { bytes: unlinked.bytes, unlinkS: unlinked.seconds, purgeS, restS, duringS, duringUnlinkS, memoryBytes }
}

interface PurgeSummary {
  readonly unlinkS: number
  readonly purgeS: number
  readonly restS: number
  readonly duringS: number
  readonly duringUnlinkS: number
  readonly memoryBytes: number
}

function summaryOf(all: readonly PurgeTimes[]): PurgeSummary {
  return {
    unlinkS: median(all.map((one) => one.unlinkS)),
    purgeS: median(all.map((one) => one.purgeS)),
    restS: percentile95(all.flatMap(({ restS }) => restS)),
    duringS: percentile95(all.flatMap(({ duringS }) => duringS)),
    duringUnlinkS: percentile95(all.flatMap(({ duringUnlinkS }) => duringUnlinkS)),
    memoryBytes: longest(all.map((one) => one.memoryBytes)),
  }
}

function targetsOf(where: string, { unlinkS, purgeS, restS, duringS, memoryBytes }: PurgeSummary): Target[] {
  return [
    {
      what: `purge beside unlinking its files, ${where}`,
      wanted: `below ${mostPurgeRatio} x + ${freePurgeS * 1000} ms`,
      measured: `${times(purgeS / unlinkS)}, ${Math.round((purgeS - unlinkS) * 1000)} ms more`,
      isMet: purgeS <= mostPurgeRatio * unlinkS + freePurgeS,
    },
    {
      what: `reads of other runs during a purge, ${where}`,
      wanted: `p95 below ${mostReadRatio} x`,
      measured: times(duringS / restS),
      isMet: duringS <= mostReadRatio * restS,
    },
    { what: `memory of a purge, ${where}`, wanted: 'flat', measured: megabytes(memoryBytes), isMet: memoryBytes < 50e6 },
  ]
}

/** Prints purges of runs whose files the system holds in memory beside such as it does not. */
export function printPurges(sources: number, held: readonly PurgeTimes[], unheld: readonly PurgeTimes[]): Target[] {
  const [now, later] = [summaryOf(held), summaryOf(unheld)]
  const row = (what: string, key: keyof PurgeSummary) => [what, seconds(now[key]), seconds(later[key])]
  printTable(
    `Purge of ${count(sources)} sources, ${count(sources * measurementsPerSource)} measurements, ${megabytes(held[0]?.bytes ?? 0)}: the median of ${held.length}, s`,
    ['', 'files in memory', 'not in memory'],
    [
      row('unlinking the same files', 'unlinkS'),
      row('purge, plan and tombstone included', 'purgeS'),
      row('read of another run at rest, p95', 'restS'),
      row('read of another run during the purge, p95', 'duringS'),
      row('read of another run during rm -r at the lowest priority, p95', 'duringUnlinkS'),
    ],
  )
  return [...targetsOf('files in memory', now), ...targetsOf('files not in memory', later)]
}
