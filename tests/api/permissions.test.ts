// Who may do what over HTTP: each call answers everybody as the table of the rules says, whatever they ask for.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { api, type CallName } from '../../src/app/contract/api/api.ts'
import type { Endpoints } from '../../src/app/contract/api/endpoint.ts'
import { createToken } from '../../src/app/people/tokens/createToken.ts'
import { makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { answerOfCode } from '../permissions/answer.ts'
import { makeScience, type Science } from '../permissions/science.ts'
import { expectations, people, type Answer, type Expectation, type Person } from '../permissions/expectations.ts'
import { sceneOf, scopesOf, userOfCell } from '../permissions/orders.ts'
import { userId, type SceneKey } from '../permissions/scene.ts'
import { openTheatre, type Theatre } from '../permissions/theatre.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { administration, asks, lists, others as ownLaws, theDraft, type Ask } from './asks.ts'
import { openApi, type Answered, type Asked, type OpenApi } from './openApi.ts'

let place: StorePlace
let science: Science
let theatre: Theatre
let server: OpenApi

beforeAll(async () => {
  place = await makeStorePlace('SQLite')
  science = await makeScience(temporaryFolder())
  vi.stubEnv('HALLEY_ROOTS', `survey=${science.root}`)
  theatre = await openTheatre(await place.open(), science)
  await theatre.show({ of: 'run', where: 'live', work: 'rested', isHeld: false })
  server = await openApi(await theatre.as('ada', null))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
  await place.remove()
})

/** Signs a person of the table in, or gives them their token. */
async function enter(expectation: Expectation, person: Person): Promise<Asked> {
  const name = userOfCell(expectation, person)
  if (name === null) return {}
  const scopes = scopesOf(expectation, person)
  if (scopes) {
    // Who looks for a thing by its name or id has to read.
    const all = person === 'token with' ? [...new Set([...scopes, 'read' as const])] : scopes
    const request = { name: `of ${person}`, scopes: all.filter((each) => each !== 'administer' || name === 'ada'), expiresDays: null }
    const { secret } = valueOf(await createToken(await theatre.as(name, null), request))
    return { headers: { authorization: `Bearer ${secret}` } }
  }
  if (person === 'deactivated') await theatre.deactivate(name)
  return { cookie: await server.signIn(userId(name)) }
}

const statusByAnswer: Readonly<Partial<Record<Answer, readonly number[]>>> = {
  no: [403],
  unseen: [404],
  'sign in': [401],
  inactive: [401],
  scope: [403],
  pointless: [409, 400],
}

function answerOf({ status, code }: Answered): Answer {
  if (status < 300) return 'yes'
  return code?.endsWith('.notFound') ? 'unseen' : answerOfCode(code)
}

const refusals: readonly Answer[] = ['no', 'unseen', 'sign in', 'inactive', 'scope']

/** What a call may answer where the table says something, for calls that do more than the act, or find less. */
function allowed(expected: Answer, { act, isPlan, isGuess }: Ask, where: string): readonly Answer[] {
  // Who is deactivated is nobody to the server.
  if (expected === 'inactive') return ['sign in', 'inactive']
  if (expected === 'never') return refusals
  // A token that may not read finds nothing, one that may do nothing to it is told where it is.
  if (expected === 'scope') return isPlan ? ['scope', 'unseen', 'not now', 'yes'] : ['scope', 'unseen', 'not now']
  // Calls that name a run find live ones alone: one that is not is not found.
  if (expected === 'not now') return ['not now', 'unseen', ...(isPlan ? (['yes'] as const) : [])]
  if (isPlan && expected !== 'sign in') return [expected, 'yes', 'not now']
  if (isGuess && expected === 'yes') return ['not now']
  if (isGuess && expected === 'unseen') return ['unseen', 'not now']
  if (act === 'leave' && expected === 'no' && where !== 'live') return ['no', 'not now']
  if (expected === 'yes' && act === 'read' && where !== 'live') return ['yes', 'not now', 'unseen']
  return [expected]
}

interface Asking {
  readonly call: CallName
  readonly ask: Ask
  readonly expectation: Expectation
}

interface Entered {
  readonly person: Person
  readonly asked: Asked
}

/** What is sent, with the hash of the draft as it is in every scene. */
function withDraft(body: unknown): unknown {
  const hash = createHash('sha256').update(science.configText).digest('hex')
  return JSON.parse(JSON.stringify(body).replaceAll(theDraft, hash))
}

async function wrongWith({ call, ask, expectation }: Asking, { person, asked }: Entered): Promise<readonly string[]> {
  const { act, of, where } = expectation
  if (of === 'store') return []
  const { path, body } = ask.given(of, userOfCell(expectation, person) ?? 'sam', where)
  const given = body === undefined ? asked : { ...asked, body: withDraft(body) }
  const answered = await server.ask(api[call].method, path, given)
  const { status, text } = answered
  const [found, expected] = [answerOf(answered), expectation.answers[person]]
  const said = `${call} (${act} ${of} ${where}) by ${person}: expected ${expected}, found ${found} ${status} ${text.slice(0, 160)}`
  const wrong: string[] = []
  if (!allowed(expected, ask, where).includes(found)) wrong.push(said)
  if (statusByAnswer[found]?.includes(status) === false) wrong.push(`${said}: another status`)
  if (status >= 500) wrong.push(said)
  const isHidden = ['unseen', 'inactive', 'sign in'].includes(expected)
  if (isHidden && /zwicky-(lmc|pilot|stars|eta)/.test(text)) wrong.push(`${said} tells`)
  return wrong
}

/** Those who are refused must change nothing, all together; what others change is undone after each of them. */
async function wrongOf(asking: Asking): Promise<readonly string[]> {
  const { call, ask, expectation } = asking
  const isSafe = expectation.act === 'read' || ask.isPlan === true || call.startsWith('preview')
  const [refused, others] = [[] as Person[], [] as Person[]]
  for (const person of people) {
    if (call === 'deletePermanently' && person === 'token with') continue
    const changes = expectation.answers[person] === 'yes' && !isSafe
    // Who is deactivated is somebody else before.
    ;(changes || person === 'deactivated' ? others : refused).push(person)
  }
  const wrong: string[] = []
  const entered: Entered[] = []
  for (const person of refused) entered.push({ person, asked: await enter(expectation, person) })
  const before = await theatre.everything()
  for (const each of entered) wrong.push(...(await wrongWith(asking, each)))
  const hasChanged = withoutUse(await theatre.everything()) !== withoutUse(before)
  if (hasChanged) wrong.push(`${call} ${JSON.stringify(keyOf(asking))}: something has changed for those who are refused`)
  await theatre.again()
  for (const person of others) {
    wrong.push(...(await wrongWith(asking, { person, asked: await enter(expectation, person) })))
    await theatre.again()
  }
  return wrong
}

/** All rows, but for when a token was used last. */
function withoutUse(rows: string): string {
  return rows.replaceAll(/"last_used_at":("[^"]*"|null)/g, '')
}

function keyOf({ ask, expectation }: Asking): SceneKey {
  const scene = sceneOf(expectation)
  return ask.act === 'cancel' && !ask.whileRunning ? { ...scene, work: 'rested' } : scene
}

test('every call is held to the table, or to a law of its own', () => {
  const known = new Set([...Object.keys(asks), ...Object.keys(lists), ...Object.keys(ownLaws), ...Object.keys(administration)])
  expect(Object.keys(api).filter((name) => !known.has(name))).toEqual([])
})

/** Where a call is made by its name, or by its path with something for its parameters. */
function isMade(call: string, text: string): boolean {
  const { path } = (api as Endpoints)[call] ?? { path: call }
  const pattern = path.replaceAll('.', '\\.').replaceAll(/:\w+/g, "[^/'`?]+")
  return new RegExp(`\\b${call}\\b|${pattern}(?=['\`?"])`).test(text)
}

test('every call that is held to a law of its own is made by a test in this folder', async () => {
  const names = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.test.ts'))
  const texts = await Promise.all(names.map((name) => readFile(join(import.meta.dirname, name), 'utf8')))
  const unmade = Object.keys(ownLaws).filter((call) => !texts.some((text) => isMade(call, text)))
  expect(unmade, 'put them into the table `asks`, or write a test in tests/api that makes them').toEqual([])
})

const askings: readonly Asking[] = Object.entries(asks).flatMap(([call, ask]) =>
  expectations
    .filter(({ act, of }) => act === ask.act && ask.of.some((kind) => kind === of))
    .map((expectation) => ({ call: call as CallName, ask, expectation })),
)

test('every call answers everybody as the table says, changes nothing where it refuses, and tells nothing that may not be seen', async () => {
  const wrong: string[] = []
  for (const [scene, inScene] of Map.groupBy(askings, (asking) => JSON.stringify(keyOf(asking)))) {
    await theatre.show(JSON.parse(scene) as SceneKey)
    for (const asking of inScene) wrong.push(...(await wrongOf(asking)))
  }
  expect(wrong).toEqual([])
}, 600_000)

test('lists show to everybody what they may read and is live, and nothing else', async () => {
  const wrong: string[] = []
  for (const [call, { of, path, shows }] of Object.entries(lists)) {
    for (const expectation of expectations.filter((each) => each.act === 'read' && each.of === of)) {
      await theatre.show(sceneOf(expectation))
      for (const person of people) {
        const { status, text } = await server.ask('GET', path, await enter(expectation, person))
        await theatre.again()
        const [answer, isShown] = [expectation.answers[person], text.includes(shows)]
        const { where } = expectation
        const isExpected = answer === 'yes' && (where === 'live' || where === 'purging')
        const isEither = answer === 'yes' && where === 'purging' && of !== 'run'
        // To a token that may not read, lists are empty.
        const mayAsk = answer !== 'sign in' && answer !== 'inactive'
        if (mayAsk !== (status === 200)) wrong.push(`${call} ${where} by ${person}: ${status} ${text.slice(0, 100)}`)
        if (isShown !== isExpected && !isEither) wrong.push(`${call} ${where} by ${person}: expected ${isExpected}, found ${isShown}`)
      }
    }
  }
  expect(wrong).toEqual([])
}, 600_000)

test('administration is for administrators alone: others are refused, and change nothing', async () => {
  await theatre.show({ of: 'run', where: 'live', work: 'rested', isHeld: false })
  const scopes = ['read', 'write', 'trash', 'purge'] as const
  const { secret } = valueOf(await createToken(await theatre.as('ada', null), { name: 'some', scopes, expiresDays: null }))
  const others: readonly Asked[] = [
    ...(await Promise.all((['cleo', 'olga', 'ed', 'sam'] as const).map(async (name) => ({ cookie: await server.signIn(userId(name)) })))),
    { headers: { authorization: `Bearer ${secret}` } },
  ]
  const before = await theatre.everything()
  const wrong: string[] = []
  for (const [call, body] of Object.entries(administration)) {
    const { method, path } = api[call as CallName]
    for (const asked of others) {
      const { status, text } = await server.ask(method, path.replace(':user', userId('nia')), body === null ? asked : { ...asked, body })
      if (status !== 403) wrong.push(`${call} ${JSON.stringify(asked).slice(0, 20)}: ${status} ${text.slice(0, 160)}`)
    }
  }
  expect(wrong).toEqual([])
  expect(withoutUse(await theatre.everything())).toBe(withoutUse(before))
})
