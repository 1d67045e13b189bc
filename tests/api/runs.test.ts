// Runs over HTTP: lists, names, new runs, copies; what others may not see is not there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunList } from '../../src/app/contract/runRow.ts'
import type { Halley } from '../../src/app/halley.ts'
import { makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { World } from '../trash/world.ts'
import { openApi, type OpenApi } from './openApi.ts'

let place: StorePlace
let world: World
let ann: Halley
let server: OpenApi
let asAnn: string
let asBea: string
let sharedProject: string

beforeAll(async () => {
  place = await makeStorePlace('SQLite')
  const made = await World.make(await place.open())
  world = made.world
  ann = made.ann
  server = await openApi(made.ada)
  asAnn = await server.signIn(made.ann.user.id)
  asBea = await server.signIn(made.bea.user.id)
  sharedProject = await world.addProject(made.ann, 'LMC monitoring', new Map([[made.bea.user.id, 'viewer']]))
  await world.addRun(made.ann, 'lmc-2026', sharedProject)
  await world.addRun(made.ann, 'ann-secret')
  await world.addRun(made.bea, 'bea-own')
})
afterAll(async () => {
  await server.close()
  await place.remove()
})

async function listed(cookie: string, query = ''): Promise<RunList> {
  const { status, reply } = await server.ask('GET', `/api/runs${query}`, { cookie })
  expect(status).toBe(200)
  return reply as RunList
}

function namesOf({ runs }: RunList): string[] {
  return runs.map(({ name }) => name).toSorted()
}

describe('the list of runs', () => {
  test('has what the user may read and nothing else, with what they may do', async () => {
    const ofBea = await listed(asBea)
    expect(namesOf(ofBea)).toEqual(['bea-own', 'lmc-2026'])
    expect(ofBea.projects).not.toContain('Runs of ann')
    expect(ofBea.runs.find(({ name }) => name === 'lmc-2026')).toMatchObject({ owner: 'ann', isMine: false, commands: ['leave'] })
    expect((await listed(asAnn)).runs.find(({ name }) => name === 'lmc-2026')?.commands).toContain('process')
  })

  test('is filtered by text, project, owner and what a run is doing, and says how many there are', async () => {
    expect(namesOf(await listed(asAnn, '?q=LMC'))).toEqual(['lmc-2026'])
    expect(namesOf(await listed(asBea, '?owner=mine'))).toEqual(['bea-own'])
    expect(namesOf(await listed(asAnn, `?project=${encodeURIComponent('LMC monitoring')}`))).toEqual(['lmc-2026'])
    const atWork = await listed(asAnn, '?status=atWork')
    expect(atWork).toMatchObject({ runs: [], total: 0, all: 2 })
    const page = await listed(asAnn, '?limit=1&offset=1')
    expect([page.runs.length, page.total]).toEqual([1, 2])
    expect((await server.ask('GET', '/api/runs?status=weird', { cookie: asAnn })).status).toBe(400)
  })

  test('says that a run waits, and why', async () => {
    const id = await world.addRun(ann, 'waiting')
    await world.queue(ann, id)
    const { runs } = await listed(asAnn, '?status=atWork')
    expect(runs).toMatchObject([
      {
        name: 'waiting',
        words: 'Queued',
        operation: { state: 'queued', stage: null },
        commands: expect.arrayContaining(['cancel', 'cancelAndTrash']),
      },
    ])
  })

  test('answers in under a second for a thousand runs', async () => {
    const many = await makeStorePlace('SQLite')
    const made = await World.make(await many.open())
    const { catalogue } = made.world.store
    const first = await made.world.addRun(made.ann, 'first')
    const row = await catalogue.selectFrom('runs').selectAll().where('id', '=', first).executeTakeFirstOrThrow()
    const rows = Array.from({ length: 999 }, (_, index) => ({
      ...row,
      id: `${first.slice(0, -4)}${String(index).padStart(4, '0')}`,
      name: `run-${index}`,
    }))
    for (let from = 0; from < rows.length; from += 100)
      await catalogue
        .insertInto('runs')
        .values(rows.slice(from, from + 100))
        .execute()
    const other = await openApi(made.ada)
    const cookie = await other.signIn(made.ann.user.id)
    const times: number[] = []
    for (let turn = 0; turn < 4; turn++) {
      const started = performance.now()
      const { reply, text } = await other.ask('GET', '/api/runs', { cookie })
      times.push(performance.now() - started)
      expect((reply as RunList).runs).toHaveLength(1000)
      expect(text.length).toBeLessThan(700_000)
    }
    expect(Math.min(...times)).toBeLessThan(1000)
    await other.close()
    await many.remove()
  })
})

describe('a new run', () => {
  test('is refused a name that is none, or that any live run has, seen or not', async () => {
    const ask = async (name: string) => {
      const { reply } = await server.ask('GET', `/api/run-names/${encodeURIComponent(name)}`, { cookie: asBea })
      return (reply as { problem: { code: string; message: string; hint: string } | null }).problem
    }
    expect(await ask('a-new-name')).toBeNull()
    for (const name of ['two words', '../up', 'images', 'a/b', '<script>', '-dash', 'x'.repeat(65)])
      expect((await ask(name))?.code).toBe('run.name')
    const taken = await ask('ann-secret')
    expect(taken?.code).toBe('run.nameTaken')
    expect(`${taken?.message} ${taken?.hint}`).not.toMatch(/ann\b(?!-secret)/)
    const made = await server.ask('POST', '/api/runs', { cookie: asBea, body: { name: 'ann-secret', configText: 'run:\n' } })
    expect([made.status, made.code]).toEqual([409, 'run.nameTaken'])
  })

  test('goes where its maker may put it: not into a project that they only view, nor one that they do not see', async () => {
    const body = { name: 'put-there', configText: 'run:\n' }
    const viewed = await server.ask('POST', '/api/runs', { cookie: asBea, body: { ...body, project: sharedProject } })
    expect(viewed.status).toBe(403)
    const hidden = await server.ask('POST', '/api/runs', { cookie: asBea, body: { ...body, project: ann.projectId } })
    expect([hidden.status, hidden.code]).toEqual([404, 'item.notFound'])
    const own = await server.ask('POST', '/api/runs', { cookie: asAnn, body: { ...body, project: sharedProject } })
    expect(own.status).toBe(201)
    expect(namesOf(await listed(asBea))).toContain('put-there')
  })

  test('keeps a description that is a script as the text that it is', async () => {
    const description = '<img src=x onerror=alert(1)><script>alert(2)</script>'
    const body = { name: 'scripted', description, configText: 'run:\n' }
    expect((await server.ask('POST', '/api/runs', { cookie: asAnn, body })).status).toBe(201)
    const { runs } = await listed(asAnn, '?q=scripted')
    expect(runs[0]?.description).toBe(description)
    const tooLong = await server.ask('POST', '/api/runs', { cookie: asAnn, body: { ...body, name: 'long', description: 'x'.repeat(241) } })
    expect([tooLong.status, tooLong.code]).toEqual([400, 'item.description'])
  })
})

describe('a copy of a run', () => {
  test('has its configuration with some settings changed; those that there are not are refused', async () => {
    const configText = 'source_association:\n  radius: 10 # arcsec\n'
    await server.ask('POST', '/api/runs', { cookie: asAnn, body: { name: 'original', configText, project: sharedProject } })
    const copy = (cookie: string, newName: string, setting: string) =>
      server.ask('POST', '/api/runs/original/copy', { cookie, body: { newName, changes: [{ setting, value: '15' }] } })
    expect((await copy(asAnn, 'bad-copy', 'source_association.raduis')).code).toBe('config.change')
    expect((await copy(asBea, 'the-copy', 'source_association.radius')).status).toBe(201)
    const { reply } = await server.ask('GET', '/api/runs/the-copy/settings', { cookie: asBea })
    expect(reply).toMatchObject({ settings: { 'source_association.radius': 15, 'new_sources.min_sigma': 5 } })
    expect((reply as { configText: string }).configText).toContain('# arcsec')
    expect((await listed(asBea, '?owner=mine')).runs.map(({ name }) => name)).toContain('the-copy')
  })

  test('is not made of what one may not see', async () => {
    const { status } = await server.ask('POST', '/api/runs/ann-secret/copy', { cookie: asBea, body: { newName: 'stolen' } })
    expect(status).toBe(404)
    expect((await server.ask('GET', '/api/runs/ann-secret/settings', { cookie: asBea })).status).toBe(404)
    expect((await server.ask('GET', '/api/deleted-runs/ann-secret/configuration', { cookie: asBea })).status).toBe(404)
  })
})
