import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, rmSync, rmdirSync, statSync, unlinkSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { threadDuckDb } from '../src/app/process/threadDuckDb.ts'
import { beginTrashPurge } from '../src/app/purge/beginTrashPurge.ts'
import { finishPurge } from '../src/app/purge/performPurge.ts'
import { findEntry } from '../src/app/trash/findEntry.ts'
import { moveToTrash } from '../src/app/trash/moveToTrash.ts'
import { restoreFromTrash } from '../src/app/trash/restoreFromTrash.ts'
import { showPlan } from '../src/app/trash/showPlan.ts'
import { revertVersion } from '../src/app/versions/revertVersion.ts'
import { findRun } from '../src/store/catalogue/runs.ts'
import type { RunRow } from '../src/store/catalogue/schema.ts'
import { findVersion } from '../src/store/catalogue/versions.ts'
import { sqlLiteral } from '../src/store/parquet/duckDb.ts'
import { expectValue } from './detections.ts'
import { count, megabytes, printTable, seconds, type Target, times } from './report.ts'
import { timeRows, type RowTimes } from './rowDatabase.ts'
import { makeSizedRun, measurementsPerSource } from './sizedRun.ts'

const sizes = [1_000, 10_000, 100_000, 1_000_000] as const
const repetitions = 9
const purges = 3
const readsAtRest = 100
const mostFlipS = 0.05
const mostPurgeRatio = 2
const freePurgeS = 0.2
const mostReadRatio = 1.25

interface FlipTimes {
  readonly trashS: number
  readonly restoreS: number
  readonly revertS: number
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

function longest(taken: readonly number[]): number {
  return Math.max(...taken)
}

async function now(halley: Halley, { id }: RunRow): Promise<RunRow> {
  const row = await findRun(halley.store.catalogue, id)
  if (!row) throw new Error(`No run ${id}`)
  return row
}

async function trash(halley: Halley, run: RunRow): Promise<string> {
  const [moved] = expectValue(await moveToTrash(halley, { itemIds: [run.id], companionIds: [], cancel: false, reason: '' }))
  if (!moved) throw new Error('Nothing was moved.')
  return moved.entryId
}

async function restore(halley: Halley, entryId: string): Promise<void> {
  const target = expectValue(await findEntry(halley, { kind: null, name: entryId }))
  expectValue(await restoreFromTrash(halley, target, { intoProjectId: null, newName: null }))
}

/** The longest of some repetitions: a promise for every time, not for most. */
async function timeFlips(halley: Halley, run: RunRow): Promise<FlipTimes> {
  const taken = { trashS: [] as number[], restoreS: [] as number[], revertS: [] as number[] }
  for (let turn = 0; turn < repetitions; turn++) {
    let entryId = ''
    taken.trashS.push(await secondsOf(async () => (entryId = await trash(halley, run))))
    taken.restoreS.push(await secondsOf(() => restore(halley, entryId)))
    const current = await now(halley, run)
    const to = turn % 2 === 0 ? 1 : 2
    taken.revertS.push(await secondsOf(async () => expectValue(await revertVersion(halley, current, { to, debug: false }))))
  }
  return { trashS: longest(taken.trashS), restoreS: longest(taken.restoreS), revertS: longest(taken.revertS) }
}

interface PurgeTimes {
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

/** The files of a run as a folder of the same files, to be unlinked by themselves. */
function copyOf(halley: Halley, run: RunRow): string {
  const copy = mkdtempSync(join(halley.store.paths.home, 'copy-'))
  spawnSync('cp', ['-r', halley.store.paths.run(run.id), join(halley.store.paths.objects, 'images'), copy])
  spawnSync('sync')
  return copy
}

function unlinkCopy(halley: Halley, run: RunRow): { readonly bytes: number; readonly seconds: number } {
  const copy = copyOf(halley, run)
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

async function readDuringUnlink(halley: Halley, run: RunRow, other: RunRow): Promise<number[]> {
  const unlinking = spawn('rm', ['-r', copyOf(halley, run)])
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

async function timePurge(halley: Halley, run: RunRow, other: RunRow): Promise<PurgeTimes> {
  const unlinked = unlinkCopy(halley, run)
  const duringUnlinkS = await readDuringUnlink(halley, run, other)
  const entryIds = [await trash(halley, run)]
  spawnSync('sync')
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

function printFlips(rows: readonly (readonly [number, FlipTimes, RowTimes])[]): Target[] {
  printTable(
    `Trash, restore, revert: the longest of ${repetitions}, s, beside a database with a row a source and ${measurementsPerSource} associations each`,
    ['sources', 'trash', 'restore', 'revert', 'mark each row', 'delete by sets', 'cascade', 'cascade / trash'],
    rows.map(([sources, flips, database]) => [
      count(sources),
      seconds(flips.trashS),
      seconds(flips.restoreS),
      seconds(flips.revertS),
      seconds(database.markS),
      seconds(database.setBasedS),
      seconds(database.cascadeS),
      times(database.cascadeS / flips.trashS),
    ]),
  )
  const worstS = longest(rows.flatMap(([, { trashS, restoreS, revertS }]) => [trashS, restoreS, revertS]))
  return [
    {
      what: 'trash, restore, revert at any size',
      wanted: `below ${mostFlipS * 1000} ms`,
      measured: `${(worstS * 1000).toFixed(1)} ms`,
      isMet: worstS < mostFlipS,
    },
  ]
}

function median(taken: readonly number[]): number {
  return taken.toSorted((a, b) => a - b)[taken.length >> 1] ?? NaN
}

function printPurges(sources: number, all: readonly PurgeTimes[]): Target[] {
  const [unlinkS, purgeS] = [median(all.map((one) => one.unlinkS)), median(all.map((one) => one.purgeS))]
  const [rest, during] = [all.flatMap(({ restS }) => restS), all.flatMap(({ duringS }) => duringS)]
  const duringUnlink = all.flatMap(({ duringUnlinkS }) => duringUnlinkS)
  const readRatio = percentile95(during) / percentile95(rest)
  const memoryBytes = longest(all.map((one) => one.memoryBytes))
  printTable(
    `Purge of ${count(sources)} sources, ${count(sources * measurementsPerSource)} measurements, ${megabytes(all[0]?.bytes ?? 0)}: the median of ${all.length}`,
    ['', 's'],
    [
      ['unlinking the same files', seconds(unlinkS)],
      ['purge, plan and tombstone included', seconds(purgeS)],
      [`read of another run at rest, p95 of ${count(rest.length)}`, seconds(percentile95(rest))],
      [`read of another run during the purge, p95 of ${count(during.length)}`, seconds(percentile95(during))],
      [
        `read of another run during rm -r at the lowest priority, p95 of ${count(duringUnlink.length)}`,
        seconds(percentile95(duringUnlink)),
      ],
    ],
  )
  return [
    {
      what: 'purge beside unlinking its files',
      wanted: `below ${mostPurgeRatio} x + ${freePurgeS * 1000} ms`,
      measured: `${times(purgeS / unlinkS)}, ${Math.round((purgeS - unlinkS) * 1000)} ms more`,
      isMet: purgeS <= mostPurgeRatio * unlinkS + freePurgeS,
    },
    {
      what: 'reads of other runs during a purge',
      wanted: `p95 below ${mostReadRatio} x`,
      measured: times(readRatio),
      isMet: readRatio <= mostReadRatio,
    },
    { what: 'memory of a purge', wanted: 'flat', measured: megabytes(memoryBytes), isMet: memoryBytes < 50e6 },
  ]
}

/** Times what the life cycle does to runs of a thousand to a million sources, with ten times the measurements. */
export async function benchLifeCycle(): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const halley = expectValue(await openHalley({ environment: {}, home: join(folder, 'store') }))
  try {
    const rows: (readonly [number, FlipTimes, RowTimes])[] = []
    const runs: RunRow[] = []
    for (const sources of sizes) {
      const run = await makeSizedRun(halley, `run-${sources}`, sources)
      runs.push(run)
      const database = join(folder, `rows-${sources}.sqlite`)
      rows.push([sources, await timeFlips(halley, run), timeRows(database, sources)])
      rmSync(database)
    }
    const targets = printFlips(rows)
    const purged: PurgeTimes[] = []
    for (let turn = 0; turn < purges; turn++) {
      const run = turn === 0 ? runs[3] : await makeSizedRun(halley, `again-${turn}`, sizes[3])
      purged.push(await timePurge(halley, run, runs[2]))
    }
    return [...targets, ...printPurges(sizes[3], purged)]
  } finally {
    await closeHalley(halley)
    rmSync(folder, { recursive: true })
  }
}
