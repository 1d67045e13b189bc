import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { settle, type Result } from '../../src/fault/fault.ts'
import { OpenFolder } from '../../src/store/removal/openFolder.ts'
import { removeObject } from '../../src/store/removal/removeObjects.ts'
import { emptyFolder, type Removed } from '../../src/store/removal/removeTree.ts'
import { openPlace, type StorePlace } from '../../src/store/removal/storePlace.ts'
import { quickFolder } from './quickFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { lookOf, newStore, plantCanary, writeFiles, writeRun, type ExampleRun } from './removalStore.ts'
import { startRemoval } from './startRemoval.ts'
import type { Race } from './swapRacer.ts'

const rounds = 60
const folder = quickFolder()
const operationId = randomUUID()
const options = { operationId }
const racer = new Worker(new URL('swapRacer.ts', import.meta.url))
afterAll(() => racer.terminate())

/** Removes a run while a link to a copy of what it stands for takes the place of a folder again and again. */
async function removeInRace(store: StorePlace, run: ExampleRun, victim: string): Promise<{ swaps: number; outcome: Result<Removed> }> {
  const copy = join(mkdtempSync(join(folder, 'copy-')), 'canary')
  cpSync(victim, copy, { recursive: true, preserveTimestamps: true })
  const look = lookOf(copy)
  const flags = new Int32Array(new SharedArrayBuffer(8))
  const race: Race = { folder: dirname(victim), name: basename(victim), canary: copy, flags }
  racer.postMessage(race, [])
  while (Atomics.load(flags, 0) < 3) await setTimeout(1)
  const outcome = await removeObject(store, run.target, options)
  Atomics.store(flags, 1, 1)
  await once(racer, 'message')
  expect(lookOf(copy)).toBe(look)
  return { swaps: Atomics.load(flags, 0), outcome }
}

test(`in ${rounds} races against a swap of any folder on the way or inside, nothing outside is touched, and all goes in the end`, async () => {
  const store = newStore(folder)
  const bystander = writeRun(store)
  const look = lookOf(bystander.folder)
  let swaps = 0
  const outcomes = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    const run = writeRun(store)
    const result = store.paths.result(run.target.id, run.results[0].resultId)
    writeFiles(
      result,
      Array.from({ length: 50 }, (_, index) => `forced_measurements_${index}.parquet`),
    )
    const { home, objects, temporary } = store.paths
    const victims = [result, dirname(result), run.folder, result, dirname(result), dirname(run.folder), objects, home, temporary]
    const race = await removeInRace(store, run, victims[round % victims.length])
    swaps += race.swaps
    const outcome = race.outcome.ok ? 'removed' : race.outcome.fault.code
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    valueOf(await removeObject(store, run.target, options))
    expect(existsSync(run.folder)).toBe(false)
    expect(readdirSync(temporary)).toEqual([])
    expect(lookOf(bystander.folder)).toBe(look)
  }
  console.log(`${swaps} swaps in ${rounds} races: ${JSON.stringify(Object.fromEntries(outcomes))}`)
})

test('a link in the place of what is removed is removed, not what it leads to', async () => {
  const store = newStore(folder)
  const canary = plantCanary(folder)
  const look = lookOf(canary)
  const run = writeRun(store)
  renameSync(run.folder, join(folder, run.target.id))
  symlinkSync(canary, run.folder)
  expect(valueOf(await removeObject(store, run.target, options)).entries).toBe(1)
  expect(lookOf(canary)).toBe(look)
})

test('a link in the place of a folder of the store is refused by its name, and nothing is removed', async () => {
  const store = newStore(folder)
  const run = writeRun(store)
  const { objects, temporary } = store.paths
  for (const place of [join(objects, 'runs'), objects, temporary, join(temporary, 'purge')]) {
    const [moved, id] = [`${place}.moved`, randomUUID()]
    const isThere = existsSync(place)
    if (isThere) renameSync(place, moved)
    else mkdirSync(moved)
    symlinkSync(moved, place)
    const look = lookOf(store.paths.home)
    expect(await removeObject(store, run.target, { operationId: id })).toMatchObject({
      ok: false,
      fault: { code: 'removal.blocked', message: expect.stringContaining(place), data: { path: place, error: 'ENOTDIR' } },
    })
    expect(lookOf(store.paths.home)).toBe(look)
    unlinkSync(place)
    if (isThere) renameSync(moved, place)
    else rmSync(moved, { recursive: true })
  }
  expect(valueOf(await removeObject(store, run.target, options)).entries).toBe(run.entries)
})

test('a store that is swapped for a link at any step stays the store that is worked in', async () => {
  for (let swapAt = 1, steps = 2; swapAt <= steps; swapAt++) {
    const store = newStore(folder)
    const [run, canary, moved] = [writeRun(store), join(folder, `canary-${swapAt}`), join(folder, `moved-${swapAt}`)]
    cpSync(store.paths.home, canary, { recursive: true, preserveTimestamps: true })
    const look = lookOf(canary)
    steps = 0
    const onStep = () => {
      if (++steps !== swapAt) return
      renameSync(store.paths.home, moved)
      symlinkSync(canary, store.paths.home)
    }
    const outcome = await removeObject(store, run.target, { operationId, onStep })
    expect(lookOf(canary)).toBe(look)
    // At the first step the store is not open yet: it is refused.
    expect(outcome.ok).toBe(swapAt > 1)
    expect(existsSync(join(moved, 'objects/runs', run.target.id))).toBe(swapAt === 1)
  }
})

test('where the store is not mounted, is another, or has no marker, nothing is removed', async () => {
  const store = newStore(folder)
  const { home } = store.paths
  const marker = join(home, 'store.json')
  const text = readFileSync(marker, 'utf8')
  const run = writeRun(store)
  const attack = async (code: string) => {
    const look = lookOf(home)
    expect(await removeObject(store, run.target, options)).toMatchObject({ ok: false, fault: { code, retryable: true } })
    expect(lookOf(home)).toBe(look)
  }
  unlinkSync(marker)
  await attack('store.missing')
  writeFileSync(marker, readFileSync(join(newStore(folder).paths.home, 'store.json')))
  await attack('store.foreign')
  writeFileSync(marker, '{"id": 7')
  await attack('store.foreign')
  unlinkSync(marker)
  writeFileSync(join(folder, 'store.json'), text)
  symlinkSync(join(folder, 'store.json'), marker)
  await attack('store.missing')
  unlinkSync(marker)
  writeFileSync(marker, text)
  renameSync(join(home, 'objects'), join(home, 'away'))
  await attack('store.missing')
  renameSync(join(home, 'away'), join(home, 'objects'))
  renameSync(home, `${home}.away`)
  expect(await removeObject(store, run.target, options)).toMatchObject({ ok: false, fault: { code: 'store.missing' } })
  mkdirSync(home)
  await attack('store.missing')
  expect(readdirSync(home)).toEqual([])
})

test('a folder of another mount is not entered', async () => {
  await using root = await OpenFolder.at('/')
  if (root === undefined) throw new Error('no root')
  expect(await settle(() => openPlace(root, 'dev'))).toMatchObject({
    ok: false,
    fault: { code: 'removal.otherMount', data: { path: '//dev' } },
  })
})

/** Runs a shell's line with mounts of its own; nothing where the system forbids it. */
const withMounts = ['unshare -m', 'unshare -r -m'].find(
  (command) => spawnSync('sh', ['-c', `${command} mount -t tmpfs none ${folder}`]).status === 0,
)

test('what is mounted inside stops it, of another disk or of this one, and stays whole', async () => {
  console.log(withMounts === undefined ? 'mounts are forbidden here: only a link to another disk' : `mounts with ${withMounts}`)
  const canary = plantCanary(folder)
  const look = lookOf(canary)
  const plain = newStore(folder)
  const linked = writeRun(plain)
  symlinkSync('/dev', join(linked.folder, 'results', 'mounted'))
  expect(valueOf(await removeObject(plain, linked.target, options)).entries).toBe(linked.entries + 1)
  const mounts = withMounts === undefined ? [] : ['mount -t tmpfs none', `mount --bind '${canary}'`]
  for (const mount of mounts) {
    const store = newStore(folder)
    const run = writeRun(store)
    const mounted = join(run.folder, 'results', 'mounted')
    mkdirSync(mounted)
    const shell = `exec ${withMounts} sh -c '${mount.replaceAll("'", '')} "$0" && exec "$@"' '${mounted}' "$@"`
    const report = await startRemoval(store, { operationId, targets: [run.target], shell })
    expect(report?.result).toMatchObject({ ok: false, fault: { code: 'removal.otherMount', retryable: true } })
    expect(report?.result).toMatchObject({ fault: { data: { path: expect.stringMatching(/\/results\/mounted$/) } } })
    expect(lookOf(canary)).toBe(look)
    valueOf(await removeObject(store, run.target, options))
    expect(readdirSync(store.paths.temporary)).toEqual([])
  }
})

test('without descriptors for paths, as on macOS, links are not followed either', async () => {
  const canary = plantCanary(folder)
  const look = lookOf(canary)
  const run = writeRun(newStore(folder))
  symlinkSync(canary, join(run.folder, 'results', 'link'))
  mkdirSync(join(run.folder, ...Array.from({ length: 70 }, () => 'é')), { recursive: true })
  const removed = { entries: 0, bytes: 0 }
  await using tree = await OpenFolder.at(run.folder, false)
  if (tree === undefined) throw new Error('no run')
  await emptyFolder(tree, { removed })
  expect(removed.entries).toBe(run.entries - 1 + 71)
  expect(readdirSync(run.folder)).toEqual([])
  expect(lookOf(canary)).toBe(look)
})
