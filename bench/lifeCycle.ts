import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { findEntry } from '../src/app/trash/findEntry.ts'
import { restoreFromTrash } from '../src/app/trash/restoreFromTrash.ts'
import { revertVersion } from '../src/app/versions/revertVersion.ts'
import { findRun } from '../src/store/catalogue/runs.ts'
import type { RunRow } from '../src/store/catalogue/schema.ts'
import { expectValue } from './detections.ts'
import { trash } from './lifeCycleActs.ts'
import { printPurges, timePurge, type PurgeTimes } from './purge.ts'
import { count, printTable, seconds, type Target, times } from './report.ts'
import { timeRows, type RowTimes } from './rowDatabase.ts'
import { makeSizedRun, measurementsPerSource } from './sizedRun.ts'
import { longest, secondsOf } from './stopwatch.ts'

const sizes = [1_000, 10_000, 100_000, 1_000_000] as const
const repetitions = 9
const purges = 3
const mostFlipS = 0.05

interface FlipTimes {
  readonly trashS: number
  readonly restoreS: number
  readonly revertS: number
}

async function now(halley: Halley, { id }: RunRow): Promise<RunRow> {
  const row = await findRun(halley.store.catalogue, id)
  if (!row) throw new Error(`No run ${id}`)
  return row
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
    const purged: Record<'held' | 'unheld', PurgeTimes[]> = { held: [], unheld: [] }
    for (let turn = 0; turn < 2 * purges; turn++) {
      const run = turn === 0 ? runs[3] : await makeSizedRun(halley, `again-${turn}`, sizes[3])
      const isHeld = turn % 2 === 0
      purged[isHeld ? 'held' : 'unheld'].push(await timePurge(halley, run, runs[2], isHeld))
    }
    return [...targets, ...printPurges(sizes[3], purged.held, purged.unheld)]
  } finally {
    await closeHalley(halley)
    rmSync(folder, { recursive: true })
  }
}
