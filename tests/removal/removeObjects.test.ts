import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sweepLeftovers } from '../../src/store/publishing/sweepLeftovers.ts'
import type { RemovalTarget } from '../../src/store/removal/removalTarget.ts'
import { removeObject, removeObjects } from '../../src/store/removal/removeObjects.ts'
import type { Removed } from '../../src/store/removal/removeTree.ts'
import { openStore } from '../../src/store/store.ts'
import { valueOf } from '../store/exampleStore.ts'
import { quickFolder } from './quickFolder.ts'
import { lookOf, newStore, plantCanary, resultFiles, writeFiles, writeImage, writeRun } from './removalStore.ts'

const seed = Number(process.env['HALLEY_TEST_SEED'] ?? 20_261_121)
const folder = quickFolder()
const store = newStore(folder)
const operationId = randomUUID()
const options = { operationId }
const { paths } = store
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

test('removes a folder of each kind with all that is in it, and nothing else', async () => {
  const [run, other] = [writeRun(store), writeRun(store)]
  const image = writeImage(store)
  const [sample, analysis] = [randomUUID(), randomUUID()]
  writeFiles(paths.sample(sample), ['sources.parquet'])
  writeFiles(paths.analysis(analysis), ['candidates.parquet', 'manifest.json'])
  const look = [lookOf(other.folder), lookOf(paths.draft(run.target.id)), lookOf(paths.result(run.target.id, run.results[1].resultId))]
  for (const target of [run.results[0], image.target, { kind: 'sample', id: sample }, { kind: 'analysis', id: analysis }] as const) {
    expect(valueOf(await removeObject(store, target, options)).entries).toBeGreaterThan(1)
  }
  expect(readdirSync(paths.results(run.target.id))).toEqual([run.results[1].resultId])
  for (const kind of ['images', 'samples', 'analyses']) expect(readdirSync(join(paths.objects, kind))).toEqual([])
  expect([lookOf(other.folder), lookOf(paths.draft(run.target.id)), lookOf(paths.result(run.target.id, run.results[1].resultId))]).toEqual(
    look,
  )
  valueOf(await removeObject(store, run.target, options))
  expect(readdirSync(join(paths.objects, 'runs'))).toEqual([other.target.id])
  expect(readdirSync(paths.temporary)).toEqual([])
  valueOf(await removeObject(store, other.target, options))
})

test('counts what is gone, and says so on the way, never less than before', async () => {
  const run = writeRun(store)
  const images = [writeImage(store), writeImage(store)]
  const said: Removed[] = []
  const onProgress = (removed: Removed) => void said.push(removed)
  const removed = valueOf(await removeObjects(store, [run.target, ...images.map(({ target }) => target)], { operationId, onProgress }))
  const imageBytes = 'content of measurements.parquetcontent of manifest.json'.length
  expect(removed).toEqual({ entries: run.entries + 2 * 3, bytes: run.bytes + 2 * imageBytes })
  expect(said.length).toBeGreaterThan(5)
  expect(said.toSorted((a, b) => a.entries - b.entries || a.bytes - b.bytes)).toEqual(said)
  expect(said.at(-1)?.bytes).toBe(removed.bytes)
})

test('what is gone already is success, in whole and in part', async () => {
  const run = writeRun(store)
  rmSync(paths.results(run.target.id), { recursive: true })
  valueOf(await removeObjects(store, [...run.results, { kind: 'sample', id: randomUUID() }], options))
  expect(valueOf(await removeObject(store, run.target, options)).entries).toBe(4)
  expect(valueOf(await removeObject(store, run.target, options))).toEqual({ entries: 0, bytes: 0 })
})

test('unlinks links, pipes and whatever else, and follows none', async () => {
  const canary = plantCanary(folder)
  const look = lookOf(canary)
  const run = writeRun(store)
  symlinkSync(canary, join(run.folder, 'link'))
  symlinkSync(join(canary, 'precious.fits'), join(run.folder, 'logs', 'precious.fits'))
  symlinkSync('/dev/shm', join(run.folder, 'elsewhere'))
  symlinkSync('../../../..', join(run.folder, 'up'))
  symlinkSync('nowhere', join(run.folder, 'dangling'))
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(run.folder, 'pipe')])
  expect(valueOf(await removeObject(store, run.target, options)).entries).toBe(run.entries + 6)
  expect(lookOf(canary)).toBe(look)
})

test('a hard link to the outside loses its name here, frees nothing, and is whole there', async () => {
  const canary = plantCanary(folder)
  const run = writeRun(store)
  linkSync(join(canary, 'precious.fits'), join(run.folder, 'precious.fits'))
  expect(valueOf(await removeObject(store, run.target, options))).toEqual({ entries: run.entries + 1, bytes: run.bytes })
  expect(readFileSync(join(canary, 'precious.fits'), 'utf8')).toBe('content of precious.fits')
  expect(statSync(join(canary, 'precious.fits')).nlink).toBe(1)
})

test('names of any bytes are names', async () => {
  const run = writeRun(store)
  const names = ['\n', '-rf', '..a', '...', ' ', '*', '~', '\\', '$(id)', '\u001b[2J', 'é', '💫', 'x'.repeat(255)].map((name) =>
    Buffer.from(name),
  )
  names.push(Buffer.from([0xff, 0xfe, 0x0a, 0x80]))
  const below = (...parts: readonly Buffer[]) =>
    Buffer.concat([Buffer.from(run.folder), ...parts.flatMap((part) => [Buffer.from('/'), part])])
  for (const name of names) {
    mkdirSync(below(name))
    for (const inner of names) writeFileSync(below(name, inner), '')
  }
  expect(valueOf(await removeObject(store, run.target, options)).entries).toBe(run.entries + names.length * (names.length + 1))
})

test('an id that is no UUID names nothing: no path is made of it and nothing is removed', async () => {
  const run = writeRun(store)
  const look = lookOf(paths.home)
  const id = run.target.id
  const crafted = [
    '',
    '.',
    '..',
    '/',
    `../${id}`,
    `${id}/..`,
    `${id}/../..`,
    `/${id}`,
    `${id}\0`,
    `${id}\n`,
    ` ${id}`,
    id.toUpperCase(),
    '/etc/passwd',
    `${id}/results`,
    'store.json',
  ]
  const arbitrary = fc.oneof(
    fc.constantFrom(...crafted),
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.nat(36), fc.string({ unit: 'binary', minLength: 1 })).map(([at, text]) => id.slice(0, at) + text + id.slice(at)),
    fc.tuple(fc.nat(35), fc.constantFrom('.', '/', '\0', 'G', '-', '_')).map(([at, text]) => id.slice(0, at) + text + id.slice(at + 1)),
  )
  const foreign = arbitrary.filter((text) => !uuid.test(text))
  fc.assert(
    fc.property(foreign, (text) => {
      const makers = ['image', 'run', 'sample', 'analysis', 'operation', 'condemned', 'results', 'logs'] as const
      for (const maker of makers) expect(() => paths[maker](text)).toThrow(TypeError)
      expect(() => paths.result(id, text)).toThrow(TypeError)
      expect(() => paths.result(text, id)).toThrow(TypeError)
    }),
    { numRuns: 300, seed },
  )
  await fc.assert(
    fc.asyncProperty(foreign, fc.nat(5), async (text, form) => {
      const kinds = ['image', 'run', 'sample', 'analysis'] as const
      const named: RemovalTarget =
        form < 4 ? { kind: kinds[form], id: text } : { kind: 'result', runId: form === 4 ? text : id, resultId: form === 4 ? id : text }
      await expect(removeObjects(store, [run.target, named], options)).rejects.toThrow(TypeError)
      await expect(removeObject(store, run.target, { operationId: text })).rejects.toThrow(TypeError)
    }),
    { numRuns: 50, seed },
  )
  expect(lookOf(paths.home)).toBe(look)
  valueOf(await removeObject(store, run.target, options))
})

test('a tree that is 2000 folders deep goes, with fewer descriptors than a process has, and paths longer than the system takes', async () => {
  const run = writeRun(store)
  let deep = mkdtempSync(join(folder, 'deep-'))
  writeFileSync(join(deep, 'bottom'), 'content')
  for (let depth = 1; depth < 2000; depth++) {
    const outer = join(folder, `outer-${depth}`)
    mkdirSync(outer)
    renameSync(deep, join(outer, `a folder at depth ${depth}`))
    deep = outer
  }
  renameSync(deep, join(run.folder, 'deep'))
  const open = readdirSync('/dev/fd').length
  let most = 0
  const onStep = () => void (most = Math.max(most, readdirSync('/dev/fd').length))
  expect(valueOf(await removeObject(store, run.target, { operationId, onStep }))).toEqual({
    entries: run.entries + 2001,
    bytes: run.bytes + 7,
  })
  expect(most - open).toBeLessThan(45)
  expect(readdirSync('/dev/fd')).toHaveLength(open)
})

test('a folder of more folders than are looked at in one pass goes', async () => {
  const run = writeRun(store)
  for (let index = 0; index < 1100; index++) mkdirSync(join(run.folder, `folder ${index}`))
  expect(valueOf(await removeObject(store, run.target, options)).entries).toBe(run.entries + 1100)
})

test('what a purge left in tmp/purge/ goes with its operation, and is left alone by the sweep of what processing left', async () => {
  const catalogued = valueOf(await openStore(mkdtempSync(join(folder, 'catalogued-'))))
  const left = join(catalogued.paths.condemned(operationId), randomUUID())
  writeFiles(left, resultFiles)
  const look = lookOf(catalogued.paths.temporary)
  expect(valueOf(await sweepLeftovers(catalogued))).toEqual([])
  expect(lookOf(catalogued.paths.temporary)).toBe(look)
  valueOf(await removeObjects(catalogued, [], { operationId: randomUUID() }))
  expect(lookOf(catalogued.paths.temporary)).toBe(look)
  expect(valueOf(await removeObjects(catalogued, [], options)).entries).toBe(1 + resultFiles.length)
  expect(readdirSync(catalogued.paths.temporary)).toEqual([])
  await catalogued.close()
})
