// What the API answers to those who mean it ill, at every call of the contract: a new call is asked all of this too.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../src/app/contract/api/api.ts'
import type { Endpoint } from '../../src/app/contract/api/endpoint.ts'
import { faultReplySchema } from '../../src/app/contract/api/faultReply.ts'
import { makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { idOf, itemIds, secretWord, userId } from '../permissions/scene.ts'
import { openTheatre, type Theatre } from '../permissions/theatre.ts'
import { openApi, type Answered, type Asked, type OpenApi } from './openApi.ts'

const calls: readonly (readonly [name: string, endpoint: Endpoint])[] = Object.entries(api)
const signedIn = calls.filter(([, { access }]) => access === 'signedIn')
/** These end the session that asks them. */
const endings = ['signOut', 'signOutEverywhere']
const changing = calls.filter(([, { method }]) => method !== 'GET')
const unsafe = changing.filter(([name]) => !endings.includes(name))

let place: StorePlace
let theatre: Theatre
let server: OpenApi
/** Signed in as who made what is there. */
let cookie: string

beforeAll(async () => {
  place = await makeStorePlace('SQLite')
  theatre = await openTheatre(await place.open())
  await theatre.show({ of: 'run', where: 'live', work: 'rested', isHeld: false })
  server = await openApi(await theatre.as('ada', null))
  cookie = await server.signIn(userId('cleo'))
})
afterAll(async () => {
  await server.close()
  await place.remove()
})

/** The path of a call, its parameters filled in raw. */
function pathWith({ path }: Endpoint, value: string): string {
  return path.replaceAll(/:\w+/g, value).replaceAll('*', value)
}

/** Asks a call, and says in a line what is wrong with the answer; null for nothing. */
async function wrongWith(
  [name, endpoint]: readonly [string, Endpoint],
  value: string,
  asked: Asked,
  isRight: (answered: Answered) => boolean,
): Promise<string | null> {
  const answered = await server.ask(endpoint.method, pathWith(endpoint, value), asked)
  const said = `${name} ${JSON.stringify(value).slice(0, 40)} ${JSON.stringify(asked).slice(0, 80)}: ${answered.status} ${answered.text.slice(0, 200)}`
  if (answered.status >= 400 && !faultReplySchema.safeParse(answered.reply).success) return `${said} is no refusal as all are`
  if (/\bat \S+:\d+:\d+|node_modules|root:x:/.test(answered.text)) return `${said} tells what is inside`
  return isRight(answered) ? null : said
}

async function wrongOf(
  some: typeof calls,
  values: readonly string[],
  manyAsked: readonly Asked[],
  isRight: (answered: Answered) => boolean,
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const call of some) {
    for (const value of values) {
      for (const asked of manyAsked) {
        const said = await wrongWith(call, value, asked, isRight)
        if (said !== null) wrong.push(said)
      }
    }
  }
  return wrong
}

const isRefused = ({ status }: Answered) => status >= 400 && status < 500

const isTooLarge = ({ status }: Answered) => status === 413 || status === 429

test('whoever is not signed in is told so by every call, whatever they send, and nothing else', async () => {
  const nobody: readonly Asked[] = [{}, { cookie: 'x' }, { cookie: '' }, { headers: { authorization: 'Basic YWRtaW46YWRtaW4=' } }]
  const wrong = await wrongOf(signedIn, [itemIds.run, '..'], nobody, ({ status, code }) => status === 401 && code === 'right.signIn')
  expect(wrong).toEqual([])
})

test('a token that there is not lets nobody in anywhere', async () => {
  const tokens = ['hal_', 'hal_x', `hal_${'A'.repeat(43)}`, 'null', '%00'].map((secret) => ({
    headers: { authorization: `Bearer ${secret}` },
  }))
  expect(await wrongOf(signedIn, [itemIds.run], tokens, ({ status }) => status === 401)).toEqual([])
})

const paths = [
  '..',
  '%2e%2e',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2fetc%2fpasswd',
  '....//....//etc/passwd',
  '..%5c..%5cwindows',
  '%00',
  'zwicky-pilot%00.parquet',
  '%ff%fe',
  '%',
  '%F0%9F%98%80',
  '__proto__',
  'constructor',
  "'%20or%201=1--",
  '%25',
  '*',
  'x'.repeat(3_000),
]

test('no parameter of any call leads out of the store, or breaks anything', async () => {
  const withParams = calls.filter(([, { path }]) => /[:*]/.test(path))
  const wrong = await wrongOf(withParams, paths, [{ cookie }, { cookie, body: {} }], ({ status }) => status < 500)
  expect(wrong).toEqual([])
})

test('ids of nothing, and ids of things of another kind, change nothing', async () => {
  const withParams = unsafe.filter(([, { path }]) => path.includes(':'))
  const before = await theatre.everything()
  const foreign = [idOf('nothing'), userId('sam'), itemIds.run.toUpperCase()]
  const wrong = await wrongOf(withParams, foreign, [{ cookie, body: {} }], isRefused)
  expect(wrong).toEqual([])
  expect(await theatre.everything()).toBe(before)
})

/** Texts that are no body of any call. */
const bodies = [
  '{',
  '[]',
  'null',
  '"text"',
  '12',
  '{"__proto__":{"isAdministrator":true}}',
  '{"constructor":{"prototype":{"isAdministrator":true}}}',
  '['.repeat(20_000),
  `{"a":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  '\u0000',
]

test('bodies that are no JSON, or of another form than the contract says, are refused by every call that takes one', async () => {
  const before = await theatre.everything()
  const withBody = calls.filter(([, { body }]) => body !== undefined && !body.safeParse({}).success)
  const wrong = await wrongOf(
    withBody,
    [itemIds.run],
    [...bodies, '{}'].map((body) => ({ cookie, body })),
    isRefused,
  )
  expect(wrong).toEqual([])
  expect(await theatre.everything()).toBe(before)
})

test('values of other types than the contract says are refused, not cast', async () => {
  const withBody = calls.filter(([, { body }]) => body !== undefined)
  const wrong: string[] = []
  for (const [name, endpoint] of withBody) {
    const shape = (endpoint.body as { shape?: object } | undefined)?.shape ?? {}
    for (const value of [12, true, {}, [[]], '\u0000', 'x'.repeat(300_000)]) {
      const body = Object.fromEntries(Object.keys(shape).map((key) => [key, value]))
      const { status, text } = await server.ask(endpoint.method, pathWith(endpoint, idOf('nothing')), { cookie, body })
      if (status < 400 || status >= 500) wrong.push(`${name} ${JSON.stringify(value).slice(0, 20)}: ${status} ${text.slice(0, 200)}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a body of many megabytes is refused before it is read, and one that is no JSON for what it is', async () => {
  for (const [most, calls] of Map.groupBy(unsafe, ([, { mostBodyBytes = 2 ** 20 }]) => mostBodyBytes)) {
    expect(await wrongOf(calls, [itemIds.run], [{ cookie, body: `"${'x'.repeat(1.5 * most)}"` }], isTooLarge)).toEqual([])
  }
  const forms = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']
  const asked = forms.map((type) => ({ cookie, body: 'a=b', headers: { 'content-type': type } }))
  const withBody = unsafe.filter(([, { body }]) => body !== undefined)
  expect(await wrongOf(withBody, [itemIds.run], asked, isRefused)).toEqual([])
})

test('a page of another site changes nothing in the name of who is signed in', async () => {
  const before = await theatre.everything()
  const forged: readonly Asked[] = [
    { headers: { origin: 'https://evil.example' } },
    { headers: { origin: 'null' } },
    { headers: { origin: server.address.replace('127.0.0.1', 'localhost') } },
    { headers: { origin: `${server.address}.evil.example` } },
    { headers: { 'sec-fetch-site': 'cross-site' } },
    { headers: { 'sec-fetch-site': 'same-site' } },
  ].map((asked) => ({ ...asked, cookie, body: {} }))
  const wrong = await wrongOf(changing, [itemIds.run], forged, ({ status }) => status === 403)
  expect(wrong).toEqual([])
  expect(await theatre.everything()).toBe(before)
})

test('queries that repeat, nest or overflow break nothing', async () => {
  const reading = calls.filter(([, { method, path }]) => method === 'GET' && !path.includes('*'))
  const stranger = await server.signIn(userId('sam'))
  const wrong: string[] = []
  for (const [name, endpoint] of reading) {
    const keys = Object.keys((endpoint.query as { shape?: object } | undefined)?.shape ?? {})
    const queries = [
      'a[]=1&a[b]=2',
      ...keys.flatMap((key) => [`${key}=1&${key}=2`, `${key}=-1e999`, `${key}=%00`, `${key}=${'9'.repeat(400)}`, `${key}='"<script>`]),
    ]
    for (const query of queries) {
      const { status, text } = await server.ask('GET', `${pathWith(endpoint, itemIds.run)}?${query.replaceAll('"', '%22')}`, {
        cookie: stranger,
      })
      if (status === 500) wrong.push(`${name}?${query.slice(0, 40)}: ${status} ${text.slice(0, 200)}`)
    }
  }
  expect(wrong).toEqual([])
})

test('strangers read the name of nothing that they may not see, in any reply to any call', async () => {
  const stranger = await server.signIn(userId('sam'))
  const own = `sam-${secretWord}`
  const wrong: string[] = []
  for (const [name, endpoint] of calls) {
    for (const id of [itemIds.project, itemIds.run, itemIds.sample, itemIds.analysis, 'zwicky-pilot']) {
      const { status, text } = await server.ask(endpoint.method, pathWith(endpoint, id), {
        cookie: stranger,
        body: endpoint.body ? {} : undefined,
      })
      const words =
        text
          .replaceAll(own, '')
          .replaceAll(id, '')
          .match(/zwicky-\w+/g) ?? []
      if (words.length > 0) wrong.push(`${name} of ${id}: ${status} tells ${words.join()}`)
    }
  }
  expect(wrong).toEqual([])
})
