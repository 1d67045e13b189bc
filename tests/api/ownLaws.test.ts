// Calls that are about whoever makes them: each tells them of what is theirs, or what they may read, and changes nothing else.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { itemIds, names, secretWord, userId, userNames, type UserName } from '../permissions/scene.ts'
import { makeScience } from '../permissions/science.ts'
import { openTheatre, type Theatre } from '../permissions/theatre.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { openApi, type Answered, type OpenApi } from './openApi.ts'

let place: StorePlace
let theatre: Theatre
let server: OpenApi

beforeAll(async () => {
  place = await makeStorePlace('SQLite')
  theatre = await openTheatre(await place.open(), await makeScience(temporaryFolder()))
  await theatre.show({ of: 'run', where: 'live', work: 'rested', isHeld: false })
  server = await openApi(await theatre.as('ada', null))
})
beforeEach(() => theatre.again())
afterAll(async () => {
  await server.close()
  await place.remove()
})

async function ask(name: UserName, method: string, path: string, body?: unknown): Promise<Answered> {
  const cookie = await server.signIn(userId(name))
  return server.ask(method, path, { cookie, ...(body === undefined ? {} : { body }) })
}

async function statusFor(names: readonly UserName[], method: string, path: string): Promise<Readonly<Record<string, number>>> {
  const answers: [string, number][] = []
  for (const name of names) answers.push([name, (await ask(name, method, path)).status])
  return Object.fromEntries(answers)
}

const commented = [
  ['a run', `/api/runs/${itemIds.run}/comments`],
  ['a source', `/api/runs/${itemIds.run}/sources/1/comments`],
  ['a sample', `/api/items/${itemIds.sample}/comments`],
  ['an analysis', `/api/items/${itemIds.analysis}/comments`],
] as const

test.each(commented)(
  'a comment on %s is deleted by who made it, and by nobody else: deleteComment, deleteSourceComment, deleteItemComment',
  async (_, path) => {
    const { id } = (await ask('vic', 'POST', path, { text: 'mine' })).reply as { id: string }
    const own = `${path}/${id}`
    expect(await statusFor(['sam'], 'DELETE', own)).toEqual({ sam: 404 })
    expect(await statusFor(['guy', 'ed', 'cleo', 'ada'], 'DELETE', own)).toEqual({ guy: 403, ed: 403, cleo: 403, ada: 403 })
    expect(await statusFor(['vic'], 'DELETE', own)).toEqual({ vic: 200 })
    expect((await ask('vic', 'DELETE', own)).code).toBe('comment.notFound')
  },
)

test('who may read a run finds it, its activity and its sources; a stranger is told of none of it', async () => {
  const paths = [
    '/api/home',
    `/api/search?q=${names.run}`,
    `/api/activity?item=${itemIds.run}`,
    '/api/activity',
    '/api/sources',
    '/api/sky/footprints',
  ]
  for (const path of paths) {
    const [own, none] = [await ask('cleo', 'GET', path), await ask('sam', 'GET', path)]
    expect([path, own.status, none.status]).toEqual([path, 200, 200])
    expect([path, none.text.includes(names.run), none.text.includes(itemIds.run)]).toEqual([path, false, false])
  }
  for (const path of paths.slice(1, 3)) expect([path, (await ask('vic', 'GET', path)).text.includes(names.run)]).toEqual([path, true])
  const counts = await Promise.all((['vic', 'sam'] as const).map((name) => ask(name, 'GET', '/api/sources/count')))
  expect(counts.map(({ reply }) => (reply as { total: number }).total > 0)).toEqual([true, false])
})

test('the names of all active users are told to each of them, and nothing else of them', async () => {
  const { status, reply } = await ask('sam', 'GET', '/api/people')
  const people = userNames.map((name) => ({ id: userId(name), name: `${name}-${secretWord}` }))
  expect([status, (reply as { people: object[] }).people]).toEqual([200, expect.arrayContaining(people)])
  expect(Object.keys((reply as { people: object[] }).people[0] ?? {}).toSorted()).toEqual(['id', 'name'])
})

test('notices are counted for who asks', async () => {
  const before = await statusFor(['nia', 'sam'], 'GET', '/api/inbox/count')
  expect(before).toEqual({ nia: 200, sam: 200 })
  expect((await ask('cleo', 'POST', `/api/items/${itemIds.run}/transfer`, { user: `nia-${secretWord}` })).status).toBeLessThan(300)
  const unread = async (name: UserName) => ((await ask(name, 'GET', '/api/inbox/count')).reply as { unread: number }).unread
  expect([await unread('nia'), await unread('sam')]).toEqual([1, 0])
})

test('a token is revoked by whose it is, and lets nobody in from then on', async () => {
  const request = { name: 'notebook', scopes: ['read'], expiresDays: null }
  const { secret } = (await ask('cleo', 'POST', '/api/account/tokens', request)).reply as { secret: string }
  const { tokens } = (await ask('cleo', 'GET', '/api/account/tokens')).reply as { tokens: readonly { id: string; name: string }[] }
  const path = `/api/account/tokens/${tokens.find(({ name }) => name === 'notebook')?.id ?? ''}`
  const useIt = () => server.ask('GET', '/api/runs', { headers: { authorization: `Bearer ${secret}` } })
  expect(await statusFor(['sam', 'olga'], 'DELETE', path)).toEqual({ sam: 404, olga: 404 })
  expect((await useIt()).status).toBe(200)
  expect(await statusFor(['cleo'], 'DELETE', path)).toEqual({ cleo: 200 })
  expect((await useIt()).status).toBe(401)
})

function combine(name: UserName, project: string): Promise<Answered> {
  const body = { name: `of-${name}`, description: '', operator: 'or', samples: [itemIds.sample, itemIds.sample], project }
  return ask(name, 'POST', '/api/samples/combine', body)
}

test('samples are combined by who may read all of them, into a project where they may create', async () => {
  expect((await combine('sam', `Runs of sam-${secretWord}`)).status).toBe(404)
  expect((await combine('vic', names.project)).status).toBe(403)
})

test('an analysis is made again by who may read it and what it was made of: rerunAnalysis', async () => {
  const path = `/api/analyses/${itemIds.analysis}/rerun`
  expect(await statusFor(['sam', 'vic'], 'POST', path)).toEqual({ sam: 404, vic: 202 })
})

test('sources of a run are tagged by who may comment on it: remarkOnMany', async () => {
  const body = { run: [itemIds.run], q: 'n_meas >= 1', change: { act: 'tag', tag: 'odd' } }
  const answers = await Promise.all((['sam', 'vic'] as const).map((name) => ask(name, 'POST', '/api/sources/remarks', body)))
  expect(answers.map(({ status }) => status)).toEqual([404, 200])
})

test("a saved query is its own user's: others are not told of it, change it or delete it", async () => {
  const body = { name: 'flares', query: 'n_meas >= 2' }
  const { id } = (await ask('vic', 'POST', '/api/queries', body)).reply as { id: string }
  expect((await ask('vic', 'GET', '/api/queries')).text).toContain(id)
  expect((await ask('sam', 'GET', '/api/queries')).text).not.toContain(id)
  const path = `/api/queries/${id}`
  expect((await ask('sam', 'PUT', path, { ...body, name: 'mine' })).status).toBe(404)
  expect(await statusFor(['sam', 'ada'], 'DELETE', path)).toEqual({ sam: 404, ada: 404 })
  expect((await ask('vic', 'PUT', path, { ...body, name: 'bursts' })).status).toBe(200)
  expect(await statusFor(['vic'], 'DELETE', path)).toEqual({ vic: 200 })
})

test('reference catalogues are of the whole store; names are looked up outside only where an administrator allows it', async () => {
  expect(await statusFor(['sam'], 'GET', '/api/references')).toEqual({ sam: 200 })
  expect((await ask('sam', 'GET', '/api/names?name=Vega')).code).toBe('outside.forbidden')
})

test('favourites are told to whose they are', async () => {
  expect((await ask('vic', 'PUT', `/api/runs/${itemIds.run}/sources/1/favourite`, { text: 'odd' })).status).toBeLessThan(300)
  expect((await ask('vic', 'GET', '/api/favourites')).text).toContain(names.run)
  for (const name of ['sam', 'cleo'] as const) expect((await ask(name, 'GET', '/api/favourites')).text).not.toContain(names.run)
})

test('what a worker wrote is told to administrators alone: showWorkerLog', async () => {
  const path = '/api/administration/workers/log?job=slurm%2017'
  expect(await statusFor(['sam', 'cleo', 'olga'], 'GET', path)).toEqual({ sam: 403, cleo: 403, olga: 403 })
  expect((await ask('ada', 'GET', path)).code).not.toBe('right.denied')
})
