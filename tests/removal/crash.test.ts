import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { removeObject, removeObjects } from '../../src/store/removal/removeObjects.ts'
import type { RemovalTarget } from '../../src/store/removal/removalTarget.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { quickFolder } from './quickFolder.ts'
import { lookOf, newStore, writeImage, writeRun } from './removalStore.ts'
import { startRemoval } from './startRemoval.ts'

const folder = temporaryFolder()
const quick = quickFolder()

/** An ordinary user, for whom root stands down. */
const nobody = process.geteuid?.() === 0 ? 65534 : undefined

test('killed at any step, and again on the way back, it goes on to the end', async () => {
  const store = newStore(folder)
  const bystander = writeRun(store)
  const bystanderLook = lookOf(bystander.folder)
  let kills = 0
  for (let fatalCall = 1, steps = 2; fatalCall <= steps + 1; fatalCall++) {
    const [run, image] = [writeRun(store), writeImage(store)]
    const looks = [lookOf(run.folder), lookOf(image.folder)]
    const order = { operationId: randomUUID(), targets: [run.target, image.target] }
    const first = await startRemoval(store, { ...order, fatalCall })
    steps = first?.calls ?? fatalCall
    if (first === undefined) kills++
    // Each is whole where it was, or all that is left of it lies where it is removed.
    const condemned = store.paths.condemned(order.operationId)
    for (const [index, { folder }] of [run, image].entries()) if (existsSync(folder)) expect(lookOf(folder)).toBe(looks[index])
    const places = [run, image].filter(({ folder }) => existsSync(folder)).length
    expect(places + (existsSync(condemned) ? readdirSync(condemned).length : 0)).toBeLessThanOrEqual(2)
    if ((await startRemoval(store, { ...order, fatalCall: 1 + ((7 * fatalCall) % 12) })) === undefined) kills++
    valueOf(await removeObjects(store, order.targets, order))
    expect(valueOf(await removeObjects(store, order.targets, order))).toEqual({ entries: 0, bytes: 0 })
    expect([existsSync(run.folder), existsSync(image.folder), readdirSync(store.paths.temporary)]).toEqual([false, false, []])
  }
  expect(lookOf(bystander.folder)).toBe(bystanderLook)
  console.log(`${kills} kills`)
  expect(kills).toBeGreaterThan(20)
})

test('two removers of the same things both succeed, and what each says it removed is the whole', async () => {
  const store = newStore(folder)
  const runs = Array.from({ length: 12 }, () => writeRun(store))
  const targets: RemovalTarget[] = runs.map(({ target }) => target)
  const operations = [randomUUID(), randomUUID()]
  const reports = await Promise.all([
    startRemoval(store, { operationId: operations[0], targets }),
    startRemoval(store, { operationId: operations[0], targets: targets.toReversed() }),
    removeObjects(store, targets, { operationId: operations[1] }),
  ])
  const results = reports.map((report) => (report !== undefined && 'result' in report ? report.result : report))
  const removed = results.map((result) => (result === undefined ? { entries: 0, bytes: 0 } : valueOf(result)))
  expect(removed.reduce((sum, { entries }) => sum + entries, 0)).toBe(runs.reduce((sum, { entries }) => sum + entries, 0))
  expect(removed.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(runs.reduce((sum, { bytes }) => sum + bytes, 0))
  expect([...readdirSync(join(store.paths.objects, 'runs')), ...readdirSync(store.paths.temporary)]).toEqual([])
})

test('a folder without permission blocks it, says which, and once it is given the rest goes', async () => {
  const store = newStore(folder)
  const run = writeRun(store)
  const locked = join(run.folder, 'locked')
  mkdirSync(locked)
  writeFileSync(join(locked, 'file'), '')
  chmodSync(locked, 0o500)
  giveTo(nobody, folder)
  giveTo(nobody, store.paths.home)
  const order = { operationId: randomUUID(), targets: [run.target], ...(nobody !== undefined && { userId: nobody }) }
  const blocked = (await startRemoval(store, order))?.result
  const place = join(store.paths.condemned(order.operationId))
  const path = join(place, readdirSync(place)[0] ?? '', 'locked', 'file')
  expect(blocked).toMatchObject({ ok: false, fault: { code: 'removal.blocked', retryable: true, data: { path, error: 'EACCES' } } })
  expect(blocked).toMatchObject({ fault: { message: expect.stringContaining(path), hint: expect.stringContaining('right') } })
  chmodSync(join(path, '..'), 0o700)
  expect((await startRemoval(store, order))?.result).toMatchObject({ ok: true })
  expect(readdirSync(store.paths.temporary)).toEqual([])
})

test('what root began, the owner of the store can end', async () => {
  const store = newStore(folder)
  const run = writeRun(store)
  giveTo(nobody, folder)
  giveTo(nobody, store.paths.home)
  const order = { operationId: randomUUID(), targets: [run.target] }
  expect(await startRemoval(store, { ...order, fatalCall: 7 })).toBeUndefined()
  expect(readdirSync(store.paths.condemned(order.operationId))).toHaveLength(1)
  expect((await startRemoval(store, { ...order, ...(nobody !== undefined && { userId: nobody }) }))?.result).toMatchObject({ ok: true })
  expect(readdirSync(store.paths.temporary)).toEqual([])
})

test('a process without descriptors is told so, and one that has them goes on', async () => {
  const store = newStore(folder)
  const run = writeRun(store)
  mkdirSync(join(run.folder, ...Array.from({ length: 40 }, (_, depth) => `depth ${depth}`)), { recursive: true })
  const order = { operationId: randomUUID(), targets: [run.target] }
  for (const most of [32, 40, 48]) {
    const blocked = (await startRemoval(store, { ...order, shell: `ulimit -n ${most}; exec "$@"` }))?.result
    expect(blocked).toMatchObject({ ok: false, fault: { code: 'removal.blocked', retryable: true, data: { error: 'EMFILE' } } })
    expect(blocked).toMatchObject({ fault: { hint: expect.stringContaining('ulimit -n') } })
  }
  expect(valueOf(await removeObject(store, run.target, order)).entries).toBeGreaterThan(40)
  expect(readdirSync(store.paths.temporary)).toEqual([])
})

test('memory does not grow with the number of entries', async () => {
  const store = newStore(quick)
  const run = writeRun(store)
  const target = join(run.folder, 'many')
  mkdirSync(target)
  // Links, for they are made faster than files.
  for (let index = 0; index < 100_000; index++) symlinkSync('nowhere', join(target, `forced_measurements_epoch_${index}.parquet`))
  const report = await startRemoval(store, { operationId: randomUUID(), targets: [run.target] })
  expect(report?.result).toEqual({ ok: true, value: { entries: run.entries + 100_001, bytes: run.bytes } })
  const growthMb = (report?.rssGrowth ?? Infinity) / 1e6
  console.log(`100,000 entries: memory grew by ${growthMb.toFixed(0)} MB`)
  expect(growthMb).toBeLessThan(60)
})

function giveTo(userId: number | undefined, path: string): void {
  if (userId === undefined) return
  chownSync(path, userId, userId)
  if (path === folder) return
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) giveTo(userId, inner)
    else chownSync(inner, userId, userId)
  }
}
