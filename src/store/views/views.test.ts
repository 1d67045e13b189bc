import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  addExampleOperation,
  addExampleRun,
  claimExample,
  exampleTime,
  valueOf,
  writeExampleImage,
  writeExampleResult,
} from '../../../tests/store/exampleStore.ts'
import { changeRun, findRun, type RunChange } from '../catalogue/runs.ts'
import { publishImages } from '../publishing/publishImages.ts'
import { publishVersion } from '../publishing/publishVersion.ts'
import { readDraft, writeDraft } from '../runFolder.ts'
import { openRunLog } from '../runLog.ts'
import { openStore, type Store } from '../store.ts'
import { healViews, imageViewPath } from './healViews.ts'

let home: string
let store: Store

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'halley-views-'))
  store = valueOf(await openStore(home))
})
afterEach(async () => {
  await store.close()
  rmSync(home, { recursive: true })
})

const view = (...names: string[]) => join(store.paths.views, ...names)

async function publish(runId: string) {
  const attempt = await claimExample(store, await addExampleOperation(store, { id: runId }))
  const images = valueOf(await publishImages(store, attempt, [writeExampleImage(attempt, 'epoch01.fits', 1, 'hash')]))
  const version = await writeExampleResult(store, attempt, runId, images)
  valueOf(await publishVersion(store, attempt, version))
  return { version, image: images[0] }
}

async function change(runId: string, change: RunChange): Promise<void> {
  const run = await findRun(store.catalogue, runId)
  expect(run !== undefined && (await changeRun(store.catalogue, run, change))).toBe(true)
}

test('a run is a folder of links to its draft, its logs and the files of its head', async () => {
  const run = await addExampleRun(store, 'vast pilot')
  valueOf(await writeDraft(store, run.id, 'draft', null))
  const log = openRunLog(store, run.id, new Date(exampleTime))
  log.write(new Date('2026-11-20T20:35:01.020Z'), 'association', 'INFO', '3 sources')
  log.close()
  expect(await healViews(store)).toEqual([])
  expect(readdirSync(view('vast pilot')).sort()).toEqual(['2026-11-20-20-35-00_log.txt', 'config.yaml'])
  const { image } = await publish(run.id)
  expect(await healViews(store)).toEqual([])
  expect(readdirSync(view('vast pilot')).sort()).toEqual([
    '2026-11-20-20-35-00_log.txt',
    'associations.parquet',
    'config.yaml',
    'sources.parquet',
  ])
  expect(readFileSync(view('vast pilot', 'config.yaml'), 'utf8')).toBe('draft')
  expect(readFileSync(view('vast pilot', '2026-11-20-20-35-00_log.txt'), 'utf8')).toBe(
    '2026-11-20 20:35:01,020 association INFO 3 sources\n',
  )
  expect(readFileSync(imageViewPath(store, image), 'utf8')).toBe('measurements of epoch01.fits')
  expect(imageViewPath(store, image)).toBe(view('images', 'epoch01_fits', 'measurements.parquet'))
})

test('the links hold when the whole store is moved', async () => {
  const run = await addExampleRun(store, 'vast')
  await publish(run.id)
  await healViews(store)
  const moved = `${home}-moved`
  renameSync(home, moved)
  expect(readFileSync(join(moved, 'runs/vast/sources.parquet'), 'utf8')).toBe('sources of 1 images')
  renameSync(moved, home)
})

test('a view follows a new head, a rename, the trash and the way back', async () => {
  const run = await addExampleRun(store, 'vast')
  await publish(run.id)
  await healViews(store)
  const { version } = await publish(run.id)
  await healViews(store)
  expect(readlinkSync(view('vast', 'sources.parquet'))).toContain(version.resultId)
  await change(run.id, { name: 'racs' })
  await healViews(store)
  expect(readdirSync(store.paths.views).sort()).toEqual(['images', 'racs'])
  await change(run.id, { place: 'trashed' })
  await healViews(store)
  expect(readdirSync(store.paths.views)).toEqual(['images'])
  await change(run.id, { place: 'live' })
  await healViews(store)
  expect(existsSync(view('racs', 'sources.parquet'))).toBe(true)
})

test('heals links that were removed or bent, and what a crash left', async () => {
  const run = await addExampleRun(store, 'vast')
  const { version } = await publish(run.id)
  await healViews(store)
  const target = store.paths.result(run.id, version.resultId)
  unlinkSync(view('vast', 'sources.parquet'))
  unlinkSync(view('vast', 'associations.parquet'))
  symlinkSync(join(target, 'sources.parquet'), view('vast', 'associations.parquet'))
  symlinkSync(join(target, 'sources.parquet'), view('vast', '.halley-0'))
  expect(await healViews(store)).toEqual([])
  expect(readdirSync(view('vast')).sort()).toEqual(['associations.parquet', 'sources.parquet'])
  expect(readFileSync(view('vast', 'associations.parquet'), 'utf8')).toBe('associations')
})

test("never replaces, follows or removes what is the user's", async () => {
  const precious = mkdtempSync(join(tmpdir(), 'halley-precious-'))
  writeFileSync(join(precious, 'notes.txt'), 'precious')
  const run = await addExampleRun(store, 'vast')
  const other = await addExampleRun(store, 'linked')
  await publish(run.id)
  symlinkSync(precious, view('linked'))
  mkdirSync(view('vast'))
  mkdirSync(view('empty of the user'))
  writeFileSync(view('vast', 'sources.parquet'), 'mine')
  writeFileSync(view('vast', 'notebook.ipynb'), 'mine')
  symlinkSync(precious, view('vast', 'data'))
  writeFileSync(view('todo.txt'), 'mine')
  valueOf(await writeDraft(store, other.id, 'draft', null))
  expect((await healViews(store)).sort()).toEqual([view('linked'), view('vast', 'sources.parquet')])
  await change(run.id, { place: 'trashed' })
  await change(other.id, { place: 'trashed' })
  expect(await healViews(store)).toEqual([])
  expect(readdirSync(view('vast')).sort()).toEqual(['data', 'notebook.ipynb', 'sources.parquet'])
  expect(readFileSync(view('vast', 'sources.parquet'), 'utf8')).toBe('mine')
  expect(readdirSync(store.paths.views).sort()).toEqual(['empty of the user', 'images', 'linked', 'todo.txt', 'vast'])
  expect(lstatSync(view('linked')).isSymbolicLink()).toBe(true)
  expect(readdirSync(precious)).toEqual(['notes.txt'])
  rmSync(precious, { recursive: true })
})

test('a draft is saved against the text that was read', async () => {
  const run = await addExampleRun(store, 'vast')
  expect(await readDraft(store, run.id)).toMatchObject({ ok: false, fault: { code: 'run.noDraft' } })
  const first = valueOf(await writeDraft(store, run.id, 'one', null))
  expect(await writeDraft(store, run.id, 'two', null)).toMatchObject({ ok: false, fault: { code: 'run.draftChanged' } })
  const second = valueOf(await writeDraft(store, run.id, 'two', first.hash))
  expect(await writeDraft(store, run.id, 'three', first.hash)).toMatchObject({ ok: false, fault: { code: 'run.draftChanged' } })
  expect(valueOf(await readDraft(store, run.id))).toEqual({ text: 'two', hash: second.hash })
  expect(readdirSync(store.paths.run(run.id)).sort()).toEqual(['config.yaml', 'logs', 'results'])
})
