// What the page of a run asks of the API, over a run that was processed and grew: versions, configuration, logs,
// contents, comments, files.
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { measurementColumns, measurementPageSchema, type MeasurementRow } from '../../src/app/contract/runContents.ts'
import { logPartSchema } from '../../src/app/contract/runLog.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { valueOf } from '../process/survey.ts'
import { grow, grownConfigs } from '../versions/grownRun.ts'
import { openApi, type Answered, type OpenApi } from './openApi.ts'
import { signInThree } from './signInThree.ts'

const home = join(temporaryFolder(), 'home')
let halley: Halley
let server: OpenApi
let run: RunRow
/** Sessions of its creator, of a viewer, and of somebody who may not see it. */
let [owner, viewer, stranger] = ['', '', '']

beforeAll(async () => {
  const folder = temporaryFolder()
  vi.stubEnv('HALLEY_ROOTS', folder)
  await grow(home, await grownConfigs(folder))
  halley = valueOf(await openHalley({ environment: {}, home }))
  server = await openApi(halley)
  ;({ run, owner, viewer, stranger } = await signInThree(halley, server))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
  await closeHalley(halley)
})

function get(path: string, cookie = owner): Promise<Answered> {
  return server.ask('GET', `/api/runs/lmc/${path}`, { cookie })
}

function send(method: string, path: string, body: unknown, cookie = owner): Promise<Answered> {
  return server.ask(method, `/api/runs/lmc/${path}`, { cookie, body })
}

const readings = [
  'versions',
  'compare?from=1&to=2',
  'compare/sources?from=1&to=2',
  'draft',
  'logs',
  'images',
  'missing-inputs',
  'measurements',
  'size',
  'products',
  'comments',
  'files',
  'files/sources.parquet',
]
const changes = [
  ['PUT', 'draft', { text: 'x', basedOn: null }],
  ['POST', 'restore', { to: 1 }],
  ['PUT', 'version-rule', { keepLast: 1 }],
  ['POST', 'versions/trash', { versions: [1] }],
] as const

test('who may read the run reads all of it and changes nothing; who may not is told that there is none', async () => {
  for (const path of readings) {
    expect([path, (await get(path, viewer)).status]).toEqual([path, 200])
    expect([path, (await get(path, stranger)).status]).toEqual([path, 404])
  }
  for (const [method, path, body] of changes) {
    expect([path, (await send(method, path, body, viewer)).status]).toEqual([path, 403])
    expect([path, (await send(method, path, body, stranger)).status]).toEqual([path, 404])
  }
  expect((await get('draft', viewer)).reply).toMatchObject({ mayEdit: false })
  expect((await get('versions')).reply).toMatchObject({
    keepLast: null,
    versions: [
      { number: 2, isHead: true },
      { number: 1, isOffered: true },
    ],
  })
})

test('a configuration is saved on the text that was read; on another one it is refused with what is there, which stays', async () => {
  const { text, hash } = (await get('draft')).reply as { text: string; hash: string }
  const mine = await send('PUT', 'draft', { text: `${text}# mine\n`, basedOn: hash })
  expect(mine.status).toBe(200)
  const late = await send('PUT', 'draft', { text: `${text}# late\n`, basedOn: hash })
  expect([late.status, late.code]).toEqual([409, 'run.draftChanged'])
  expect(late.reply).toMatchObject({ error: { data: { text: `${text}# mine\n`, hash: (mine.reply as { hash: string }).hash } } })
  expect((await get('draft')).reply).toMatchObject({ text: `${text}# mine\n`, shown: { version: 2, text } })
  const saved = await halley.store.catalogue.selectFrom('audit').selectAll().where('action', '=', 'configurationSaved').execute()
  expect(saved.map(({ subjectId, details }) => [subjectId, (JSON.parse(details) as { from: string }).from])).toEqual([[run.id, hash]])
})

const escapes = ['..%2f..%2f..%2f..%2fcatalogue.sqlite', '..%2fconfig.yaml', '%2fetc%2fpasswd', 'config.yaml%00', 'secret.txt', '%2e%2e']

test('no name of a log, of kept edits or of a file leads to anything but these', async () => {
  const logs = halley.store.paths.logs(run.id)
  mkdirSync(logs, { recursive: true })
  writeFileSync(join(logs, 'secret.txt'), 'secret')
  symlinkSync(join(home, 'catalogue.sqlite'), join(logs, '2026-01-01-00-00-00_log.txt'))
  for (const name of [...escapes, '2026-01-01-00-00-00_log.txt']) {
    for (const path of [`logs/${name}`, `logs/${name}/file`, `files/${name}`, `draft/kept/${name}`]) {
      const { status, text } = await get(path)
      // The configuration of a result is one of its files by this very name.
      expect([path, status === 404 || status === 400]).toEqual([path, true])
      expect(text).not.toContain('secret"')
    }
  }
  rmSync(join(logs, '2026-01-01-00-00-00_log.txt'))
})

test('a log read in stretches is the log, from its end and from its start, in whole lines', async () => {
  const name = '2026-02-02-02-02-02_log.txt'
  const lines = Array.from({ length: 9000 }, (_, index) => `2026-02-02 02:02:02,000 test INFO größer ${index} ${'x'.repeat(60)}`)
  lines[8990] = '2026-02-02 02:02:03,000 test ERROR no such file'
  const text = `${lines.join('\n')}\n`
  writeFileSync(join(halley.store.paths.logs(run.id), name), text)
  const part = async (query: string) => logPartSchema.parse((await get(`logs/${name}${query}`)).reply)
  const end = await part('')
  expect(end).toMatchObject({ bytes: Buffer.byteLength(text), to: Buffer.byteLength(text), isLive: false })
  expect(
    Buffer.from(text)
      .subarray(end.lastErrorAt ?? 0)
      .toString(),
  ).toMatch(/^2026-02-02 02:02:03,000 test ERROR/)
  let [before, behind] = [end, await part('?from=0')]
  let [backwards, forwards] = [end.text, behind.text]
  while (before.from > 0) {
    before = await part(`?before=${before.from}`)
    expect(before.text.startsWith('2026-02-02')).toBe(true)
    backwards = before.text + backwards
  }
  while (behind.to < behind.bytes) {
    behind = await part(`?from=${behind.to}`)
    forwards += behind.text
  }
  expect(backwards === text && forwards === text).toBe(true)
  expect((await get(`logs/${name}/file`)).text === text).toBe(true)
})

async function allMeasurements(query: string): Promise<readonly MeasurementRow[]> {
  const rows: MeasurementRow[] = []
  let after = ''
  for (;;) {
    const page = measurementPageSchema.parse((await get(`measurements?limit=97&${query}${after}`)).reply)
    rows.push(...page.rows)
    if (page.next === null) {
      expect(rows).toHaveLength(page.total)
      return rows
    }
    after = `&after=${page.next}`
  }
}

test('page after page, in the order of any column, shows every measurement once, what is unknown last', async () => {
  const all = await allMeasurements('sort=id')
  expect(all.some(({ isForced }) => isForced) && all.every(({ sources }) => sources.length > 0)).toBe(true)
  const ids = all.map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  for (const column of measurementColumns) {
    for (const descending of [false, true]) {
      const rows = await allMeasurements(`sort=${column}&descending=${descending}`)
      expect(rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(ids)
      const values = rows.map((row) => row[column] ?? (descending ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY))
      expect(values).toEqual(values.toSorted((a, b) => (descending ? b - a : a - b)))
    }
  }
  const [first] = all
  const ofImage = await allMeasurements(`image=${first?.imageNumber}`)
  expect(ofImage.map(({ id }) => id)).toEqual(all.filter(({ imageNumber }) => imageNumber === first?.imageNumber).map(({ id }) => id))
  expect((await allMeasurements('forced=only')).every(({ isForced }) => isForced)).toBe(true)
  expect((await get('measurements?after=nonsense')).status).toBe(400)
})

test('an input that is not where it was is told, and the version stays readable', async () => {
  const { images } = (await get('images')).reply as { images: { id: string; path: string; footprint: unknown[] }[] }
  const [image] = images
  const path = image?.path ?? ''
  renameSync(path, `${path}.away`)
  expect((await get('missing-inputs')).reply).toEqual({ missing: [{ imageId: image?.id, kind: 'image', path, found: 'missing' }] })
  expect((await get('images?version=1')).reply).toMatchObject({ version: 1, images: { length: images.length - 1 } })
  renameSync(`${path}.away`, path)
})

test('the comments of others are read, one’s own are deleted', async () => {
  const added = await send('POST', 'comments', { text: '  a bright one  ' }, viewer)
  expect([added.status, added.reply]).toMatchObject([201, { text: 'a bright one', by: 'vera', isMine: true }])
  const { id } = added.reply as { id: string }
  expect((await get('comments')).reply).toMatchObject({ mayComment: true, comments: [{ id, isMine: false }] })
  expect((await send('DELETE', `comments/${id}`, undefined)).status).toBe(403)
  expect((await send('DELETE', `comments/${id}`, undefined, viewer)).status).toBe(200)
  expect((await send('DELETE', `comments/${id}`, undefined, viewer)).status).toBe(404)
  expect((await send('POST', 'comments', { text: '   ' }, viewer)).status).toBe(400)
})

test('an export is taken up as an operation, and may be asked for by who may read', async () => {
  expect(await send('POST', 'exports', {}, viewer)).toMatchObject({ status: 202, reply: { kind: 'export', state: 'queued' } })
})

test('what a restore would do is told before, and what it did can be undone', async () => {
  const plan = await get('restore-plan')
  expect(plan.reply).toMatchObject({ head: 2, target: 1, hasEdits: true, obstacle: null, leaving: { length: 1 } })
  const restored = await send('POST', 'restore', {})
  expect(restored.reply).toMatchObject({ version: 3, target: 1, head: 2, keptEdits: expect.stringMatching(/^config-.*\.yaml$/) })
  const { log, keptEdits } = restored.reply as { log: string; keptEdits: string }
  expect((await get('logs')).reply).toMatchObject({
    logs: expect.arrayContaining([expect.objectContaining({ name: log, kind: 'restore' })]),
  })
  expect((await get(`draft/kept/${keptEdits}`)).text).toContain('# mine')
  expect((await send('POST', 'restore', { to: 2 })).reply).toMatchObject({ version: 4, target: 2, head: 3 })
  expect((await get('versions')).reply).toMatchObject({ versions: { length: 4 } })
})

test('files of the target that are missing are told in the plan, and the restore changes nothing', async () => {
  const first = await halley.store.catalogue
    .selectFrom('versions')
    .selectAll()
    .where('runId', '=', run.id)
    .where('number', '=', 1)
    .executeTakeFirstOrThrow()
  const path = join(halley.store.paths.result(run.id, first.resultId), 'sources.parquet')
  renameSync(path, `${path}.away`)
  expect((await get('restore-plan?to=1')).reply).toMatchObject({ obstacle: { code: 'version.damaged' } })
  expect((await send('POST', 'restore', { to: 1 })).code).toBe('version.damaged')
  expect((await get('versions')).reply).toMatchObject({ versions: { 0: { number: 4, isHead: true } } })
  renameSync(`${path}.away`, path)
})

test('the rule for versions tells what would go, moves it to Trash, and spares what is shown', async () => {
  expect((await get('version-rule?keepLast=1')).reply).toMatchObject({ leaving: expect.arrayContaining([1, 2, 3]) })
  expect((await send('POST', 'versions/trash', { versions: [4] })).code).toBe('version.head')
  const set = await send('PUT', 'version-rule', { keepLast: 3 })
  expect(set.reply).toMatchObject({ versions: [1] })
  expect((await get('versions')).reply).toMatchObject({ keepLast: 3, versions: { 3: { number: 1, place: 'trashed' } } })
})

function ofEmpty(path: string): Promise<Answered> {
  return server.ask('GET', `/api/runs/empty/${path}`, { cookie: owner })
}

test('a run without a version has a configuration to begin with, and no contents', async () => {
  const created = valueOf(await createRun(halley, { name: 'empty', configText: 'inputs:\n' }))
  appendFileSync(halley.store.paths.draft(created.id), '# edited\n')
  expect((await ofEmpty('versions')).reply).toEqual({ versions: [], keepLast: null })
  expect((await ofEmpty('draft')).reply).toMatchObject({ shown: null, text: 'inputs:\n# edited\n' })
  expect((await ofEmpty('images')).code).toBe('version.unknown')
  expect((await ofEmpty('restore-plan')).status).toBe(409)
})

test('a run in Trash says so; deleted, it is gone, with what is kept of it', async () => {
  const all = (method: string, path: string, body: unknown) => server.ask(method, path, { cookie: owner, body })
  const trashed = await all('POST', '/api/trash', { itemIds: [run.id] })
  const [entry] = (trashed.reply as { entries: { entryId: string }[] }).entries
  const entryIds = [entry?.entryId]
  expect(await get('versions')).toMatchObject({ status: 409, code: 'item.state' })
  const { hash } = (await all('POST', '/api/plans/purge', { entryIds })).reply as { hash: string }
  expect((await all('POST', '/api/trash/purge', { entryIds, planHash: hash })).status).toBe(202)
  const { signal } = new AbortController()
  valueOf(await runWorker(halley, { once: true, pollMs: 10, queues: ['purge'], signal, tell: () => {} }))
  for (const path of ['versions', 'draft', 'logs', 'images', 'files/sources.parquet']) {
    expect([path, await get(path)]).toMatchObject([path, { status: 410, code: 'item.gone' }])
  }
  const { error } = (await server.ask('GET', `/api/runs/${run.id}`, { cookie: owner })).reply as { error: unknown }
  expect(error).toMatchObject({ code: 'item.gone', data: { itemId: run.id, configurationHash: expect.stringMatching(/^[0-9a-f]{64}$/) } })
})
