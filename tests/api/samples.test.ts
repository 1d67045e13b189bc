// Samples and analyses over HTTP: asked for, drawn by a worker, paged through, plotted, taken away; by whom one may.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnalysisPoints } from '../../src/app/contract/analysis.ts'
import type { OperationView } from '../../src/app/contract/operation.ts'
import type { SampleDetails } from '../../src/app/contract/sample.ts'
import type { SourcePage } from '../../src/app/contract/sourcePage.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../store/exampleStore.ts'
import { makeScene, trashRun } from '../samples/scene.ts'
import { openApi, type Answered, type OpenApi } from './openApi.ts'

let folder: string
let halley: Halley
let server: OpenApi
let projectId: string
const cookies = new Map<string, string>()

/** Olga keeps the store and made its runs; Ed is an editor of her project, Vic a viewer, Guy may read `lmc`, Sam nothing. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halley-samples-api-'))
  const { home } = await makeScene(folder)
  halley = valueOf(await openHalley({ environment: {}, home }))
  server = await openApi(halley)
  cookies.set('olga', await server.signIn(halley.user.id))
  for (const name of ['ed', 'vic', 'guy', 'sam']) cookies.set(name, await server.signIn((await enterAs(halley.store, name)).user.id))
  projectId = valueOf(await createProject(halley, { name: 'LMC', description: '' })).id
  valueOf(await shareItem(halley, projectId, 'ed', 'editor'))
  valueOf(await shareItem(halley, projectId, 'vic', 'viewer'))
  for (const name of ['ed', 'vic', 'guy']) valueOf(await shareItem(halley, valueOf(await findRun(halley, 'lmc')).id, name, 'viewer'))
})
afterAll(async () => {
  await server.close()
  await closeHalley(halley)
  rmSync(folder, { recursive: true, force: true })
})

function ask(name: string, method: string, path: string, body?: unknown): Promise<Answered> {
  return server.ask(method, path, { cookie: cookies.get(name) ?? '', ...(body === undefined ? {} : { body }) })
}

function said({ status, code }: Answered): string {
  return code === null ? String(status) : `${status} ${code}`
}

async function work(): Promise<void> {
  const { signal } = new AbortController()
  valueOf(await runWorker(halley, { once: true, pollMs: 10, queues: ['sample', 'analysis'], signal, tell: () => {} }))
}

/** What came of what was asked for. */
async function ended(name: string, asked: Answered): Promise<OperationView> {
  expect(asked.status, asked.text).toBe(202)
  await work()
  return (await ask(name, 'GET', `/api/operations/${(asked.reply as OperationView).id}`)).reply as OperationView
}

function draw(by: string, name: string, more: object = {}): Promise<Answered> {
  return ask(by, 'POST', '/api/samples', { name, from: [{ run: 'lmc' }], query: 'n_meas >= 1', project: 'LMC', ...more })
}

async function show(name: string): Promise<SampleDetails> {
  return (await ask('olga', 'GET', `/api/samples/${encodeURIComponent(name)}`)).reply as SampleDetails
}

test('a sample is asked for, drawn by a worker, and then shown with its query, origins and files', async () => {
  const operation = await ended('olga', await draw('olga', 'first', { description: 'for the paper' }))
  expect(operation).toMatchObject({ state: 'completed', kind: 'sample', outcome: { name: 'first' } })
  const sample = await show('first')
  expect(sample).toMatchObject({
    description: 'for the paper',
    project: 'LMC',
    projectId,
    isMine: true,
    query: 'n_meas >= 1',
    predecessor: null,
    origins: [{ run: 'lmc', version: 1, where: 'live', remark: '', canRead: true }],
  })
  expect(sample.files.map(({ name }) => name)).toContain('sources.parquet')
  expect((await ask('olga', 'GET', '/api/samples?project=LMC')).reply).toMatchObject({
    samples: [{ name: 'first', commands: ['trash', 'rename', 'move', 'transfer', 'share', 'hold'] }],
  })
})

test('who may not create in the project, or not read the run, draws nothing; what one may not see is not found', async () => {
  expect(said(await draw('vic', 'of vic'))).toBe('403 right.denied')
  expect(said(await draw('guy', 'of guy'))).toBe('404 item.notFound')
  expect(said(await draw('sam', 'of sam', { project: undefined }))).toBe('404 item.notFound')
  expect(said(await draw('ed', 'of ed', { from: [{ run: 'smc' }] }))).toBe('404 item.notFound')
  const analyse = (by: string, more: object) =>
    ask(by, 'POST', '/api/analyses', { name: `of ${by}`, of: { run: 'lmc' }, project: 'LMC', ...more })
  expect(said(await analyse('vic', {}))).toBe('403 right.denied')
  expect(said(await analyse('sam', { project: undefined }))).toBe('404 item.notFound')
  expect(said(await analyse('ed', { of: { sample: 'nothing' } }))).toBe('404 item.notFound')
  expect(said(await ask('sam', 'POST', '/api/samples/first/again', {}))).toBe('404 item.notFound')
  expect(said(await ask('vic', 'POST', '/api/samples/first/again', {}))).toBe('403 right.denied')
  expect(await ended('ed', await draw('ed', 'of ed'))).toMatchObject({ state: 'completed' })
  const own = (await ask('ed', 'GET', '/api/samples/of%20ed')).reply as SampleDetails
  expect(own).toMatchObject({ owner: 'ed', isMine: true })
  for (const path of ['', '/sources', '/files/sources.parquet', '/files/nothing']) {
    expect(said(await ask('sam', 'GET', `/api/samples/${own.id}${path}`)), path).toBe('404 item.notFound')
  }
})

test('a mistake is told before anything is drawn: of a query with its place, of names and versions with what is there', async () => {
  const wrong = await draw('olga', 'wrong', { query: 'n_meas >= 3 and etapeak > 1' })
  expect(said(wrong)).toBe('400 query.column')
  expect(wrong.reply).toMatchObject({ error: { hint: 'Did you mean eta_peak?', data: { column: 17, found: 'etapeak' } } })
  expect(said(await draw('olga', 'wrong', { query: 'n_meas >=' }))).toBe('400 query.syntax')
  expect(said(await draw('olga', 'wrong', { query: "name = 'unfinished" }))).toBe('400 query.syntax')
  expect(said(await draw('olga', 'wrong', { from: [] }))).toBe('400 sample.noRun')
  expect(said(await draw('olga', 'wrong', { from: [{ run: 'lmc', version: 9 }] }))).toBe('404 version.unknown')
  expect(said(await draw('olga', 'a/b'))).toBe('400 item.name')
  const taken = await draw('olga', 'first')
  expect(said(taken)).toBe('409 name.taken')
  expect(taken.reply).toMatchObject({ error: { data: { proposedName: expect.stringMatching(/^first./) } } })
  const parameters = await ask('olga', 'POST', '/api/analyses', { name: 'wrong', of: { run: 'lmc' }, parameters: { etaSigma: -1 } })
  expect(said(parameters)).toBe('400 input.request')
  expect((await ended('olga', await draw('olga', 'empty', { query: 'n_meas > 1000' }))).fault).toMatchObject({ code: 'sample.empty' })
})

test('a sample drawn again has the next free name and names the one before, which may be out of sight', async () => {
  expect(await ended('olga', await ask('olga', 'POST', '/api/samples/first/again', {}))).toMatchObject({ outcome: { name: 'first 2' } })
  const { id } = await show('first')
  expect(await show('first 2')).toMatchObject({ query: 'n_meas >= 1', predecessor: { id, name: 'first' } })
  valueOf(await shareItem(halley, (await show('first 2')).id, 'guy', 'viewer'))
  expect((await ask('guy', 'GET', '/api/samples')).reply).toMatchObject({ samples: [{ name: 'first 2', predecessor: { id, name: null } }] })
})

test('the pages of a sample give each source once, in the order that was asked for, what is unknown last', async () => {
  const { counts } = await show('first')
  expect(counts.sources).toBeGreaterThan(14)
  for (const [sort, order] of [
    ['id', 'ascending'],
    ['v_peak', 'descending'],
    ['name', 'descending'],
    ['eta_peak', 'ascending'],
  ]) {
    const rows: SourcePage['rows'][number][] = []
    let columns: SourcePage['columns'] = []
    for (let after: string | null = ''; after !== null;) {
      const query = `sort=${sort}&order=${order}&limit=7${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`
      const page = (await ask('olga', 'GET', `/api/samples/first/sources?${query}`)).reply as SourcePage
      expect(page.total).toBe(counts.sources)
      rows.push(...page.rows)
      columns = page.columns
      after = page.next
    }
    const at = (name: string | undefined) => columns.findIndex((column) => column.name === name)
    expect(new Set(rows.map((row) => row[at('id')])).size, sort).toBe(counts.sources)
    expect(rows).toHaveLength(counts.sources)
    const values = rows.map((row) => row[at(sort)] ?? null)
    const known = values.filter((value) => value !== null)
    expect(values.slice(0, known.length), sort).toEqual(known)
    const inOrder = known.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    expect(known, sort).toEqual(order === 'descending' ? inOrder.toReversed() : inOrder)
  }
  expect(said(await ask('olga', 'GET', '/api/samples/first/sources?after=xyz'))).toBe('400 input.place')
  expect(said(await ask('olga', 'GET', '/api/samples/first/sources?sort=id%22%3Bselect'))).toBe('400 input.request')
})

async function download(path: string): Promise<Response> {
  return fetch(`${server.address}${path}`, { headers: { cookie: `halley_session=${cookies.get('olga')}` } })
}

test('files are taken away whole, as they are or as CSV, under the name of the sample; nothing else is', async () => {
  const { id, files } = await show('first')
  for (const { name, bytes } of files) {
    const response = await download(`/api/samples/${id}/files/${name}`)
    expect(response.headers.get('content-disposition')).toContain(`filename="first ${name}"`)
    expect((await response.arrayBuffer()).byteLength, name).toBe(bytes)
  }
  const csv = await download(`/api/samples/${id}/files/sources.parquet?as=csv`)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = (await csv.text()).trim().split('\n')
  expect(lines).toHaveLength((await show('first')).counts.sources + 1)
  expect(lines[0]).toMatch(/^run,version,id,/)
  expect(readdirSync(halley.scratch)).toEqual([])
  for (const name of ['..%2f..%2fstore.json', '%2e%2e%2fsample.json', '.', 'nothing.parquet']) {
    expect((await ask('olga', 'GET', `/api/samples/${id}/files/${name}`)).status, name).toBe(404)
  }
  expect(said(await ask('olga', 'GET', `/api/samples/${id}/files/sample.json?as=csv`))).toBe('400 file.type')
})

function chosen({ sourceId, isCandidate }: AnalysisPoints): number[] {
  return sourceId.filter((_, index) => isCandidate[index]).toSorted((a, b) => a - b)
}

test('an analysis is made of a run and of a sample, and its points are those of its counts; all candidates, and some of the others', async () => {
  const parameters = { minSources: 1, etaSigma: 0, vSigma: 0 }
  for (const [name, of] of [
    ['of a run', { run: 'lmc' }],
    ['of a sample', { sample: 'LMC/first' }],
  ] as const) {
    const asked = await ask('olga', 'POST', '/api/analyses', { name, of, parameters, project: 'LMC' })
    expect(await ended('olga', asked)).toMatchObject({ state: 'completed', outcome: { name } })
    const { counts, candidates } = (await ask('olga', 'GET', `/api/analyses/${encodeURIComponent(name)}`)).reply as {
      counts: { used: number; candidates: number }
      candidates: readonly { id: number }[]
    }
    const points = async (query: string) =>
      (await ask('olga', 'GET', `/api/analyses/${encodeURIComponent(name)}/points${query}`)).reply as AnalysisPoints
    const all = await points('')
    expect(all).toMatchObject({ used: counts.used, shown: counts.used })
    expect(chosen(all)).toEqual(candidates.map(({ id }) => id))
    for (const most of [0, 1, 5]) {
      const some = await points(`?most=${most}`)
      expect(chosen(some)).toEqual(chosen(all))
      expect(some.shown).toBeLessThanOrEqual(counts.candidates + most)
      expect(await points(`?most=${most}`)).toEqual(some)
    }
  }
  const tooFew = await ask('olga', 'POST', '/api/analyses', { name: 'too few', of: { run: 'lmc' }, parameters: { minSources: 100_000 } })
  expect((await ended('olga', tooFew)).fault).toMatchObject({ code: 'analysis.tooFew' })
  expect(said(await ask('sam', 'GET', '/api/analyses/of%20a%20run/points'))).toBe('404 item.notFound')
})

test('what was made of a run says that its run is in Trash, and is not drawn again from there', async () => {
  await trashRun(halley, 'lmc')
  expect(await show('first')).toMatchObject({ origins: [{ where: 'trashed', remark: 'its run is in Trash' }] })
  expect((await ask('ed', 'GET', '/api/samples/of%20ed')).reply).toMatchObject({
    origins: [{ remark: 'its run is in Trash', canRead: false }],
  })
  expect((await ask('olga', 'GET', '/api/analyses/of%20a%20run')).reply).toMatchObject({ origin: { remark: 'its run is in Trash' } })
  expect(said(await ask('olga', 'POST', '/api/samples/first/again', {}))).toBe('409 sample.originGone')
  expect(said(await draw('olga', 'late'))).toBe('409 item.state')
})
