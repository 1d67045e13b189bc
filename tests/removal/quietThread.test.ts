import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { QuietThread } from '../../src/store/removal/quietThread.ts'
import { removeObjects } from '../../src/store/removal/removeObjects.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { newStore, writeRun, type ExampleRun } from './removalStore.ts'
import { startRemoval } from './startRemoval.ts'

const { PRIORITY_BELOW_NORMAL } = constants.priority
const folder = temporaryFolder()
const largeBytes = 1_500_000
const largeFiles = 12

function writeLarge(path: string): void {
  writeFileSync(path, '')
  truncateSync(path, largeBytes)
}

function addLarge({ folder }: ExampleRun): void {
  for (let file = 0; file < largeFiles; file++) writeLarge(join(folder, `measurements ${file}.parquet`))
}

/** How willingly each thread of this process stands back: 0 not more than others, 19 at once. */
function nicenesses(): readonly number[] {
  const tasks = '/proc/self/task'
  // After the name of the thread, which may have spaces.
  return readdirSync(tasks).map((id) =>
    Number(
      readFileSync(join(tasks, id, 'stat'), 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[16],
    ),
  )
}

test('large files go like small ones, and are counted', async () => {
  const store = newStore(folder)
  const run = writeRun(store)
  addLarge(run)
  const removed = valueOf(await removeObjects(store, [run.target], { operationId: randomUUID() }))
  expect(removed).toEqual({ entries: run.entries + largeFiles, bytes: run.bytes + largeFiles * largeBytes })
  expect(existsSync(run.folder)).toBe(false)
})

test.runIf(existsSync('/proc/thread-self'))('its thread, and no other, stands back for all that want the processor', async () => {
  await using quiet = new QuietThread()
  const path = join(folder, 'large')
  writeLarge(path)
  const before = nicenesses()
  await quiet.unlink(Buffer.from(path))
  expect(existsSync(path)).toBe(false)
  const usual = Math.min(...before)
  expect(nicenesses().filter((niceness) => niceness > usual)).toEqual([PRIORITY_BELOW_NORMAL])
})

test('what the system refuses is told as of any other file', async () => {
  await using quiet = new QuietThread()
  await expect(quiet.unlink(Buffer.from(join(folder, 'not there')))).rejects.toMatchObject({ code: 'ENOENT', syscall: 'unlink' })
  const inner = join(folder, 'inner')
  mkdirSync(inner)
  await expect(quiet.unlink(Buffer.from(inner))).rejects.toMatchObject({ code: 'EISDIR' })
})

test('killed between large files, it goes on to the end', async () => {
  const store = newStore(folder)
  for (const fatalCall of [8, 9, 10]) {
    const run = writeRun(store)
    addLarge(run)
    const order = { operationId: randomUUID(), targets: [run.target] }
    expect(await startRemoval(store, { ...order, fatalCall })).toBeUndefined()
    expect((await startRemoval(store, order))?.result).toMatchObject({ ok: true })
    expect(readdirSync(store.paths.temporary)).toEqual([])
  }
})

test.runIf(process.geteuid?.() === 0)('a user who may not remove a large file is told which', async () => {
  const store = newStore(folder)
  const run = writeRun(store)
  addLarge(run)
  for (const path of [folder, store.paths.home]) chmodSync(path, 0o755)
  const blocked = (await startRemoval(store, { operationId: randomUUID(), targets: [run.target], userId: 65534 }))?.result
  expect(blocked).toMatchObject({ ok: false, fault: { code: 'removal.blocked', data: { error: 'EACCES' } } })
})

test('it needs no thread: without descriptors for one it goes on, or is told so', async () => {
  const store = newStore(folder)
  const done: boolean[] = []
  for (let most = 24; most <= 34; most++) {
    const run = writeRun(store)
    addLarge(run)
    const order = { operationId: randomUUID(), targets: [run.target] }
    const result = (await startRemoval(store, { ...order, shell: `ulimit -n ${most}; exec "$@"` }))?.result
    if (result?.ok === false) expect(result.fault).toMatchObject({ code: 'removal.blocked', data: { error: 'EMFILE' } })
    done.push(result?.ok ?? false)
    valueOf(await removeObjects(store, [run.target], order))
  }
  expect(new Set(done)).toEqual(new Set([false, true]))
  expect(readdirSync(store.paths.temporary)).toEqual([])
})
