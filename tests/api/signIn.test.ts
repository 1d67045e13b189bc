import { expect, test } from 'vitest'
import { deactivateUser, reactivateUser } from '../../src/app/people/changeUser.ts'
import { inviteFirstAdministrator } from '../../src/app/signIn/firstAdministrator.ts'
import { makePasswordLink } from '../../src/app/signIn/passwordLink.ts'
import { makeSignInLink } from '../../src/app/sessions/signInLink.ts'
import { valueOf } from '../store/exampleStore.ts'
import { openServer, type Browser } from './openServer.ts'
import { addUserWithPassword, goodPassword, signedIn } from './users.ts'

function signIn(browser: Browser, name: string, password: string) {
  return browser.ask('/api/sign-in', { method: 'POST', body: { name, password } })
}

test('signs in with name and password, and out again', async () => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  expect((await browser.ask('/api/session')).body).toMatchObject({ user: { name: 'maria', isAdministrator: false }, mode: 'server' })
  const cookie = browser.cookie() ?? ''
  expect((await browser.ask('/api/sign-out', { method: 'POST' })).status).toBe(200)
  expect(browser.cookie()).toBeNull()
  expect((await server.ask('/api/session', { headers: { cookie } })).status).toBe(401)
})

test('the cookie of a session is for this site and for no script', async () => {
  const server = await openServer({ address: 'https://halley.example.org' })
  await addUserWithPassword(server, 'maria')
  const answer = await server.ask('/api/sign-in', { method: 'POST', body: { name: 'maria', password: goodPassword } })
  expect(answer.headers.getSetCookie()[0]).toMatch(/^halley_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Strict$/)
})

test('who is deactivated is signed out, and has to sign in anew when reactivated', async () => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  const cookie = browser.cookie() ?? ''
  valueOf(await deactivateUser(server.keeper, 'maria'))
  expect((await server.ask('/api/session', { headers: { cookie } })).status).toBe(401)
  valueOf(await reactivateUser(server.keeper, 'maria'))
  expect((await server.ask('/api/session', { headers: { cookie } })).status).toBe(401)
  await signIn(browser, 'maria', goodPassword)
  expect((await browser.ask('/api/session')).status).toBe(200)
})

test('answers a wrong password, a name that nobody has, a user without a password and a deactivated one alike', async () => {
  const server = await openServer()
  await addUserWithPassword(server, 'maria')
  const deactivatedId = await addUserWithPassword(server, 'tom')
  valueOf(await deactivateUser(server.keeper, deactivatedId))
  const times: number[] = []
  const answers: string[] = []
  for (const [name, password] of [
    ['maria', 'wrong wrong wrong'],
    ['nobody', goodPassword],
    [server.keeper.user.name, goodPassword],
    ['tom', goodPassword],
    ['maria', ''],
  ] as const) {
    const began = performance.now()
    const { status, text } = await signIn(server.browser(), name, password)
    times.push(performance.now() - began)
    answers.push(`${status} ${text}`)
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('401')
  // Each took the time of a hash: the quickest is not many times quicker than the slowest.
  expect(Math.max(...times) / Math.min(...times)).toBeLessThan(8)
})

test('lets one address guess ten times a minute', async () => {
  const server = await openServer()
  const browser = server.browser()
  const statuses: number[] = []
  for (let count = 0; count < 11; count++) statuses.push((await signIn(browser, 'maria', 'wrong wrong wrong')).status)
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429])
  expect((await signIn(browser, 'maria', 'wrong wrong wrong')).body).toMatchObject({ error: { code: 'http.rate', retryable: true } })
})

test('ends every session of a user who is deactivated', async () => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  valueOf(await deactivateUser(server.keeper, 'maria'))
  expect((await browser.ask('/api/session')).status).toBe(401)
})

test('a link lets a user choose a password once, and ends the sessions there were', async () => {
  const server = await openServer()
  const before = await signedIn(server, 'maria')
  const earlier = valueOf(await makePasswordLink(server.keeper, 'maria'))
  const { secret } = valueOf(await makePasswordLink(server.keeper, 'maria'))
  const browser = server.browser()
  const show = (text: string) => browser.ask('/api/password-links/show', { method: 'POST', body: { secret: text } })
  expect((await show(earlier.secret)).body).toMatchObject({ error: { code: 'right.link' } })
  expect((await show(secret)).body).toMatchObject({ purpose: 'setPassword', userName: 'maria' })
  const use = (password: string) => browser.ask('/api/password-links/use', { method: 'POST', body: { secret, userName: null, password } })
  expect((await use('short')).body).toMatchObject({ error: { code: 'password.short' } })
  expect((await use('mariamariamaria')).body).toMatchObject({ error: { code: 'password.easy' } })
  expect((await use('another good password')).status).toBe(200)
  expect((await browser.ask('/api/session')).body).toMatchObject({ user: { name: 'maria' } })
  expect((await before.ask('/api/session')).status).toBe(401)
  expect((await use('another good password')).body).toMatchObject({ error: { code: 'right.link' } })
  expect((await signIn(server.browser(), 'maria', goodPassword)).status).toBe(401)
  expect((await signIn(server.browser(), 'maria', 'another good password')).status).toBe(200)
})

test('the first administrator names themselves by a link that there is only while nobody else can', async () => {
  const server = await openServer()
  const secret = (await inviteFirstAdministrator(server.keeper)) ?? ''
  const browser = server.browser()
  const shown = await browser.ask('/api/password-links/show', { method: 'POST', body: { secret } })
  expect(shown.body).toMatchObject({ purpose: 'firstAdministrator', userName: null })
  const body = { secret, userName: 'ana', password: goodPassword }
  expect((await browser.ask('/api/password-links/use', { method: 'POST', body })).status).toBe(200)
  expect((await browser.ask('/api/session')).body).toMatchObject({ user: { name: 'ana', isAdministrator: true } })
  expect(await inviteFirstAdministrator(server.keeper)).toBeNull()
})

test('who keeps the store can be the first administrator', async () => {
  const server = await openServer()
  const secret = (await inviteFirstAdministrator(server.keeper)) ?? ''
  const browser = server.browser()
  const body = { secret, userName: server.keeper.user.name, password: goodPassword }
  expect((await browser.ask('/api/password-links/use', { method: 'POST', body })).status).toBe(200)
  expect((await browser.ask('/api/session')).body).toMatchObject({ user: { id: server.keeper.user.id } })
})

test('the link of a laptop signs in once, from this machine alone', async () => {
  const server = await openServer({ mode: 'laptop' })
  const { keeper } = server
  const secret = await makeSignInLink(keeper.store, { purpose: 'signIn', userId: keeper.user.id, lastsMs: 60_000 }, keeper.now())
  const browser = server.browser()
  const answer = await browser.ask(`/sign-in-link?secret=${secret}`)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
  expect((await browser.ask('/api/session')).body).toMatchObject({ user: { id: keeper.user.id }, mode: 'laptop' })
  expect((await server.ask(`/sign-in-link?secret=${secret}`)).headers.get('location')).toBe('/sign-in?because=link')
  expect((await signIn(browser, keeper.user.name, goodPassword)).body).toMatchObject({ error: { code: 'right.laptop' } })
})
