import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kill as killProcess } from 'node:process'
import { beforeAll, expect, test } from 'vitest'
import { checkStore } from '../../src/app/fsck/checkStore.ts'
import type { Finding } from '../../src/app/fsck/finding.ts'
import { addReference } from '../../src/app/references/references.ts'
import { diskUsage } from '../../src/app/usage/diskUsage.ts'
import type { Halley } from '../../src/app/halley.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { publishDrawn } from '../../src/store/publishing/publishDrawn.ts'
import { startHalley } from '../cli/runHalley.ts'
import { process } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { writeVoTable } from '../references/tables.ts'
import { addDrawing, claimDrawing, exampleSample } from '../samples/exampleSample.ts'
import { withRun } from '../versions/grownRun.ts'

const folder = temporaryFolder()
let config: string

beforeAll(async () => {
  config = writeConfig(join(folder, 'config.yaml'), await makeSurvey(join(folder, 'survey')))
})

async function makeStore(name: string): Promise<string> {
  const home = join(folder, name)
  await process(home, config, { name: 'lmc' })
  return home
}

async function check(home: string, { quick = false, repair = false } = {}): Promise<readonly Finding[]> {
  return withRun(home, async (halley) => valueOf(await checkStore(halley, { quick, repair })).findings)
}

/** The folder of the result that the run shows. */
async function headFolder(halley: Halley, run: RunRow): Promise<string> {
  const { resultId } = await halley.store.catalogue.selectFrom('versions').selectAll().where('runId', '=', run.id).executeTakeFirstOrThrow()
  return halley.store.paths.result(run.id, resultId)
}

/** Makes a folder look as if nobody were about to enter it into the catalogue. */
function agePast(path: string): void {
  const hourAgo = new Date(Date.now() - 3_600_000)
  utimesSync(path, hourAgo, hourAgo)
}

test('finds nothing in a store that is whole', async () => {
  expect(await check(await makeStore('whole'))).toEqual([])
})

test('finds a file that is gone, marks its version, and takes the mark away when it is back', async () => {
  const home = await makeStore('gone')
  const path = join(await withRun(home, headFolder), 'sources.parquet')
  const missing = () =>
    withRun(home, (halley, run) =>
      halley.store.catalogue.selectFrom('results').select('missingSince').where('runId', '=', run.id).executeTakeFirstOrThrow(),
    )
  const bytes = readFileSync(path)
  rmSync(path)
  expect(await check(home)).toMatchObject([{ check: 'files', gravity: 'damage', paths: [path] }])
  expect((await missing()).missingSince).not.toBeNull()
  writeFileSync(path, bytes)
  expect(await check(home)).toEqual([])
  expect((await missing()).missingSince).toBeNull()
})

test('finds a byte that has changed by its hash, though length and times are as they were', async () => {
  const home = await makeStore('altered')
  const path = join(await withRun(home, headFolder), 'associations.parquet')
  const [bytes, { atime, mtime }] = [readFileSync(path), statSync(path)]
  bytes[100] = (bytes[100] ?? 0) ^ 1
  chmodSync(path, 0o640)
  writeFileSync(path, bytes)
  utimesSync(path, atime, mtime)
  expect(await check(home, { quick: true })).toEqual([])
  expect(await check(home)).toMatchObject([{ check: 'hashes', gravity: 'damage', paths: [path] }])
})

test('moves a folder that the catalogue does not know to quarantine, when asked, and deletes nothing', async () => {
  const home = await makeStore('unknown')
  const stray = join(home, 'objects', 'runs', randomUUID())
  mkdirSync(stray)
  writeFileSync(join(stray, 'thesis.txt'), 'precious')
  expect(await check(home)).toEqual([])
  agePast(stray)
  expect(await check(home)).toMatchObject([{ check: 'folders', gravity: 'leftover', repaired: null }])
  expect(existsSync(stray)).toBe(true)
  const [found] = await check(home, { repair: true })
  expect(found?.repaired).toContain('quarantine')
  expect(existsSync(stray)).toBe(false)
  const [place = ''] = readdirSync(join(home, 'quarantine'))
  expect(existsSync(join(home, 'quarantine', place, 'objects', 'runs', stray.split('/').at(-1) ?? '', 'thesis.txt'))).toBe(true)
  expect(await check(home)).toEqual([])
})

const others = { name: 'others', path: '', radiusArcsec: 10 }

/** Adds a catalogue of one object. @returns its file in the store */
async function addOthers(home: string, name: string): Promise<string> {
  const path = writeVoTable(join(folder, `${name}.vot`), [{ name: 'one', raDeg: 30, decDeg: -30, fluxMjy: 1, gaia: 1n }])
  return withRun(home, async (halley) => {
    const { id } = valueOf(await addReference(halley, { ...others, name, path }, null))
    return halley.store.paths.referenceCatalogue(id)
  })
}

/** As a process leaves it that is killed before, or after, the row of the catalogue. */
async function forgetRow(home: string, name: string): Promise<void> {
  await withRun(home, (halley) => halley.store.catalogue.deleteFrom('referenceCatalogues').where('name', '=', name).execute())
}

test('finds files of reference catalogues that a crash left, whole or in part, and catalogues whose file is gone', async () => {
  const home = await makeStore('references')
  const [kept, lost, orphan] = [await addOthers(home, 'kept'), await addOthers(home, 'lost'), await addOthers(home, 'orphan')]
  const part = join(home, 'objects', 'catalogues', '.1795262400000-4711.part')
  writeFileSync(part, 'PAR1 and no more')
  await forgetRow(home, 'orphan')
  expect(await check(home)).toEqual([])
  rmSync(lost)
  for (const path of [kept, orphan, part]) agePast(path)
  const found = await check(home)
  expect(found.map(({ check: name, gravity, paths }) => ({ name, gravity, paths }))).toEqual([
    { name: 'references', gravity: 'damage', paths: [lost] },
    { name: 'folders', gravity: 'leftover', paths: [part] },
    { name: 'folders', gravity: 'leftover', paths: [orphan] },
  ])
  const repaired = await check(home, { repair: true })
  expect(repaired.filter(({ repaired: words }) => words?.includes('quarantine'))).toHaveLength(2)
  expect([kept, orphan, part].map((path) => existsSync(path))).toEqual([true, false, false])
  await forgetRow(home, 'lost')
  expect(await check(home)).toEqual([])
})

test(
  'an adding of a catalogue that is killed anywhere leaves a store in which fsck sets everything right',
  { timeout: 60_000 },
  async () => {
    const home = await makeStore('killed')
    const rows = Array.from({ length: 20_000 }, (_, at) => ({ name: `s${at}`, raDeg: at / 60, decDeg: -30, fluxMjy: 1, gaia: BigInt(at) }))
    const path = writeVoTable(join(folder, 'many.vot'), rows)
    const catalogues = join(home, 'objects', 'catalogues')
    const filesThere = () => (existsSync(catalogues) ? readdirSync(catalogues) : [])
    const adding = startHalley(home, ['catalogue', 'add', path, '--name', 'killed'])
    while (filesThere().length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    killProcess(adding.pid, 'SIGKILL')
    await adding.outcome
    for (const name of filesThere()) agePast(join(catalogues, name))
    await check(home, { repair: true })
    expect(await check(home)).toEqual([])
    const names = await withRun(home, (halley) => halley.store.catalogue.selectFrom('referenceCatalogues').select('id').execute())
    expect(filesThere()).toEqual(names.map(({ id }) => `${id}.parquet`))
  },
)

test('tells of scratch files that a process of another host left, and leaves them to who knows that it has ended', async () => {
  const home = await makeStore('scratch')
  const scratch = join(home, 'tmp', 'scratch-elsewhere:4711:99:abc')
  const comparison = join(scratch, 'compared-a_b')
  mkdirSync(comparison, { recursive: true })
  writeFileSync(join(comparison, 'changes.parquet'), 'x'.repeat(1000))
  expect(await check(home)).toEqual([])
  const longAgo = new Date(Date.now() - 2 * 86_400_000)
  for (const path of [join(comparison, 'changes.parquet'), comparison, scratch]) utimesSync(path, longAgo, longAgo)
  expect(await check(home, { repair: true })).toMatchObject([{ check: 'temporary', gravity: 'note', paths: [scratch], repaired: null }])
  expect(existsSync(scratch)).toBe(true)
})

test('brings a lost configuration back from the version that is shown', async () => {
  const home = await makeStore('draft')
  const draft = await withRun(home, (halley, run) => Promise.resolve(halley.store.paths.draft(run.id)))
  rmSync(draft)
  expect(await check(home)).toMatchObject([{ check: 'files', repaired: null }])
  expect(await check(home, { repair: true })).toMatchObject([{ repaired: 'brought back from the version that is shown' }])
  expect(await check(home)).toEqual([])
})

test('finds an image that nothing uses, and a change of the catalogue by other means', async () => {
  const home = await makeStore('meddled')
  await withRun(home, async ({ store }, run) => {
    await store.catalogue.deleteFrom('resultImages').where('position', '=', 0).execute()
    await store.catalogue.updateTable('runs').set({ headVersion: 7 }).where('id', '=', run.id).execute()
  })
  const found = await check(home, { quick: true })
  expect(found.map(({ check: name }) => name).toSorted()).toEqual(['images', 'rules'])
})

test('tells what a run takes and what deleting it would free', async () => {
  const home = await makeStore('usage')
  const { items, totalBytes } = await withRun(home, async (halley) => valueOf(await diskUsage(halley)))
  expect(items).toMatchObject([{ kind: 'run', name: 'lmc', words: 'Completed' }])
  const [run] = items
  if (!run) throw new Error('no run')
  expect(run.freesBytes).toBe(run.ownBytes + run.imageBytes)
  expect(totalBytes).toBe(run.freesBytes)
  const resultFolder = await withRun(home, headFolder)
  const onDisk = readdirSync(resultFolder)
    .filter((name) => name !== 'manifest.json')
    .reduce((sum, name) => sum + statSync(join(resultFolder, name)).size, 0)
  expect(run.ownBytes).toBe(onDisk)
})

test('finds a manifest that was altered, and one that is gone', async () => {
  const home = await makeStore('manifest')
  const path = join(await withRun(home, headFolder), 'manifest.json')
  chmodSync(path, 0o640)
  writeFileSync(path, readFileSync(path, 'utf8').replace('"bytes": ', '"bytes": 1'))
  expect(await check(home)).toMatchObject([{ check: 'hashes', gravity: 'damage', paths: [path] }])
  rmSync(path)
  expect(await check(home)).toMatchObject([{ check: 'hashes', gravity: 'damage', paths: [path] }])
})

test('tells of a file that is no file any more, and goes on', async () => {
  const home = await makeStore('folder')
  const path = join(await withRun(home, headFolder), 'sources.parquet')
  rmSync(path)
  mkdirSync(path)
  expect((await check(home)).map(({ check: name, paths }) => [name, paths])).toEqual([
    ['files', [path]],
    ['hashes', [path]],
  ])
})

test('moves what operations left that the catalogue does not know, and nothing of one that it knows', async () => {
  const home = await makeStore('temporary')
  const left = join(home, 'tmp', randomUUID())
  const purged = join(home, 'tmp', 'purge', randomUUID())
  for (const path of [left, purged]) mkdirSync(path, { recursive: true })
  expect(await check(home, { quick: true })).toEqual([])
  for (const path of [left, purged]) agePast(path)
  expect(await check(home, { quick: true })).toMatchObject([
    { check: 'temporary', paths: [left] },
    { check: 'temporary', paths: [purged] },
  ])
  await check(home, { quick: true, repair: true })
  expect([left, purged].map((path) => existsSync(path))).toEqual([false, false])
})

test('finds what is wrong with a sample, and never makes the catalogue agree with damage', async () => {
  const home = await makeStore('sample')
  const path = await withRun(home, async ({ store }, run) => {
    const attempt = await claimDrawing(store, await addDrawing(store, run), run)
    const drawn = exampleSample(attempt, run)
    valueOf(await publishDrawn(store, attempt, drawn))
    await store.catalogue.updateTable('samples').set({ bytes: 7 }).execute()
    return join(store.paths.sample(drawn.item.id), 'sources.parquet')
  })
  expect(await check(home, { quick: true })).toMatchObject([{ check: 'drawn', repaired: null }])
  expect(await check(home, { quick: true, repair: true })).toMatchObject([
    { check: 'drawn', repaired: 'written down as its manifest says' },
  ])
  expect(await check(home)).toEqual([])
  const text = readFileSync(path, 'utf8')
  chmodSync(path, 0o640)
  writeFileSync(path, text.replace('s', 'S'))
  expect(await check(home, { quick: true })).toEqual([])
  expect(await check(home)).toMatchObject([{ check: 'drawn', gravity: 'damage', paths: [path] }])
  rmSync(path)
  for (let count = 0; count < 2; count++) {
    expect(await check(home, { quick: true, repair: true })).toMatchObject([{ check: 'drawn', paths: [path], repaired: null }])
  }
})
