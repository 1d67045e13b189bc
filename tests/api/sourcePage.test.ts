// What the page of a source and the page of favourites ask of the API, by who may see the run and who may not.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { writeFits } from '../references/tables.ts'
import { grow, grownConfigs } from '../versions/grownRun.ts'
import { openApi, type Answered, type OpenApi } from './openApi.ts'
import { signInThree } from './signInThree.ts'

const folder = temporaryFolder()
const home = join(temporaryFolder(), 'home')
const catalogue = join(folder, 'others.fits')
let halley: Halley
let server: OpenApi
/** Sessions of an administrator, of a viewer of the run, and of somebody who may not see it. */
let [owner, viewer, stranger] = ['', '', '']

beforeAll(async () => {
  vi.stubEnv('HALLEY_ROOTS', folder)
  await grow(home, await grownConfigs(folder))
  writeFits(catalogue, [{ name: 'other', raDeg: 10, decDeg: -30, fluxMjy: 1, gaia: 1n }])
  halley = valueOf(await openHalley({ environment: {}, home }))
  server = await openApi(halley)
  ;({ owner, viewer, stranger } = await signInThree(halley, server))
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
  await closeHalley(halley)
})

function ask(method: string, path: string, cookie: string, body?: unknown): Promise<Answered> {
  return server.ask(method, `/api/${path}`, { cookie, ...(body === undefined ? {} : { body }) })
}

const parts = ['beside', 'relations', 'neighbours', 'references', 'outside']

test.each(parts)('%s of a source is for who may see its run', async (part) => {
  expect((await ask('GET', `runs/lmc/sources/1/${part}`, viewer)).status).toBe(200)
  expect((await ask('GET', `runs/lmc/sources/1/${part}`, stranger)).status).toBe(404)
  expect((await ask('GET', `runs/lmc/sources/999999/${part}`, viewer)).status).toBe(part === 'beside' ? 200 : 404)
})

test('beside a source refuses a query that is none, with the place of what was found', async () => {
  const answered = await ask('GET', 'runs/lmc/sources/1/beside?q=nonsense%20%3E%201', viewer)
  expect(answered.status).toBe(400)
  expect(answered.code).toMatch(/^query[.]/)
})

test('favourites are of who asks alone', async () => {
  expect((await ask('PUT', 'runs/lmc/sources/1/favourite', viewer, { text: 'look again' })).status).toBe(200)
  expect((await ask('GET', 'favourites', viewer)).reply).toMatchObject({
    favourites: [{ run: 'lmc', source: 1, text: 'look again', isRunLive: true, shown: { measurements: 4 } }],
  })
  expect((await ask('GET', 'favourites', owner)).reply).toEqual({ favourites: [] })
  expect((await ask('DELETE', 'runs/lmc/sources/1/favourite', viewer)).status).toBe(200)
  expect((await ask('GET', 'favourites', viewer)).reply).toEqual({ favourites: [] })
})

test('reference catalogues are added by administrators, from files inside the roots, and known to all', async () => {
  const add = (cookie: string, path: string) => ask('POST', 'administration/references', cookie, { path, nameColumn: 'source' })
  expect((await add(viewer, catalogue)).status).toBe(403)
  expect(await add(owner, join(home, 'catalogue.sqlite'))).toMatchObject({ status: 403, code: 'file.outside' })
  expect(await add(owner, catalogue)).toMatchObject({ status: 201, reply: { name: 'others', rows: 1 } })
  expect((await add(owner, catalogue)).status).toBe(409)
  expect((await ask('GET', 'references', viewer)).reply).toMatchObject({ references: [{ name: 'others' }], mayAskOutside: false })
  expect((await ask('GET', 'runs/lmc/sources/1/references', viewer)).reply).toMatchObject({ catalogues: [{ name: 'others', matches: [] }] })
  expect((await ask('DELETE', 'administration/references/others', viewer)).status).toBe(403)
  expect((await ask('DELETE', 'administration/references/others', owner)).status).toBe(200)
  expect((await ask('DELETE', 'administration/references/others', owner)).status).toBe(404)
})

test('names are looked up nowhere unless an administrator allowed it', async () => {
  expect(await ask('GET', 'names?name=Crab', viewer)).toMatchObject({ status: 403, code: 'outside.forbidden' })
  expect((await ask('PUT', 'administration/outside', viewer, { isAllowed: true })).status).toBe(403)
  expect((await ask('PUT', 'administration/outside', owner, { isAllowed: true })).reply).toEqual({ isAllowed: true })
  expect((await ask('PUT', 'administration/outside', owner, { isAllowed: false })).reply).toEqual({ isAllowed: false })
})
