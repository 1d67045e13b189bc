import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openHome } from '../src/store/home.ts'
import { storePaths } from '../src/store/paths.ts'
import { removeObject } from '../src/store/removal/removeObjects.ts'
import type { StorePlace } from '../src/store/removal/storePlace.ts'
import { expectValue } from './detections.ts'
import { count, printTable, seconds, type Target, times } from './report.ts'
import { timeInTurns, type Timing } from './stopwatch.ts'

interface Tree {
  readonly what: string
  readonly folders: number
  readonly filesPerFolder: number
  readonly fileBytes: number
}

const trees: readonly Tree[] = [
  { what: '20 results, large files', folders: 20, filesPerFolder: 15, fileBytes: 2_000_000 },
  { what: '50 results, small files', folders: 50, filesPerFolder: 100, fileBytes: 2000 },
  { what: 'one result, small files', folders: 1, filesPerFolder: 5000, fileBytes: 2000 },
]
const repetitions = 3
const mostRatio = 2
const freeS = 0.2

/** Times the removal of a run's folder beside other ways to remove the same files, on the disk of the system's temporary directory. */
export async function benchRemoval(): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const targets: Target[] = []
  try {
    const { id, path } = expectValue(openHome(join(folder, 'store')))
    for (const tree of trees) targets.push(await benchTree({ id, paths: storePaths(path) }, tree))
  } finally {
    rmSync(folder, { recursive: true })
  }
  return targets
}

async function benchTree(store: StorePlace, tree: Tree): Promise<Target> {
  const ways = [
    (id: string) => unlinkAll(store.paths.run(id)),
    async (id: string) => void expectValue(await removeObject(store, { kind: 'run', id }, { operationId: randomUUID() })),
    (id: string) => void spawnSync('rm', ['-rf', store.paths.run(id)]),
    (id: string) => rm(store.paths.run(id), { recursive: true }),
  ]
  const waiting = ways.map(() => Array.from({ length: 1 + repetitions }, () => writeRun(store, tree)))
  spawnSync('sync')
  const timings = await timeInTurns(
    repetitions,
    ways.map((remove, index) => () => remove(waiting[index].pop() ?? '')),
  )
  return report(tree, timings)
}

function writeRun({ paths }: StorePlace, { folders, filesPerFolder, fileBytes }: Tree): string {
  const id = randomUUID()
  for (let folder = 0; folder < folders; folder++) {
    const result = paths.result(id, randomUUID())
    mkdirSync(result, { recursive: true })
    for (let file = 0; file < filesPerFolder; file++)
      writeFileSync(join(result, `forced_measurements_${file}.parquet`), Buffer.alloc(fileBytes, 1))
  }
  return id
}

/** The least there is to do: the names are known, and nothing is checked. */
function unlinkAll(run: string): void {
  const results = join(run, 'results')
  for (const result of readdirSync(results)) {
    for (const name of readdirSync(join(results, result))) unlinkSync(join(results, result, name))
    rmdirSync(join(results, result))
  }
  rmdirSync(results)
  rmdirSync(run)
  const parent = openSync(dirname(run), 'r')
  fsyncSync(parent)
  closeSync(parent)
}

function report({ what, folders, filesPerFolder }: Tree, timings: readonly Timing[]): Target {
  const names = ['unlink, one by one', 'Halley', 'rm -rf', 'fs.promises.rm']
  const [least, ours] = timings
  printTable(
    `Removal of a run: ${what} (${count(folders * filesPerFolder)} files), ${repetitions} in turns`,
    ['', 'median, s', 'shortest, s', 'of unlink'],
    timings.map((timing, index) => [
      names[index],
      seconds(timing.medianS),
      seconds(timing.shortestS),
      times(timing.medianS / least.medianS),
    ]),
  )
  return {
    what: `removal, ${what}`,
    wanted: `within ${mostRatio} x of unlinking the files, and ${freeS} s`,
    measured: `${times(ours.medianS / least.medianS)}, ${seconds(ours.medianS)} s`,
    isMet: ours.medianS <= mostRatio * least.medianS + freeS,
  }
}
