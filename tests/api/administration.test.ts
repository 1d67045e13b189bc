import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openServer, type Browser } from './openServer.ts'
import { addUserWithPassword, goodPassword, signedIn } from './users.ts'

const base = '/api/administration'

function put(browser: Browser, path: string, body: unknown, method = 'PUT') {
  return browser.ask(path, { method, body })
}

test('is for administrators alone', async () => {
  const server = await openServer()
  const maria = await signedIn(server, 'maria')
  const asks: readonly (readonly [string, string, unknown?])[] = [
    ['GET', '/users'],
    ['POST', '/users', { name: 'eve' }],
    ['POST', '/users/maria/rename', { name: 'eve' }],
    ['PUT', '/users/maria/administrator', { isAdministrator: true }],
    ['PUT', '/users/maria/active', { isActive: true }],
    ['POST', '/users/maria/password-link'],
    ['POST', '/users/maria/give-everything', { to: 'maria', reason: 'mine' }],
    ['GET', '/storage'],
    ['GET', '/retention'],
    ['PUT', '/retention', { days: 1 }],
    ['POST', '/retention/release', { reason: 'now', planHash: '' }],
    ['GET', '/workers'],
    ['GET', '/workers/log?job=slurm%201'],
    ['GET', '/limits'],
    ['PATCH', '/limits', { maxProcessings: 1 }],
    ['PUT', '/announcement', { words: 'mine' }],
    ['POST', '/history/verify', {}],
  ]
  for (const [method, path, body] of asks) {
    const answer = await maria.ask(base + path, { method, ...(body === undefined ? {} : { body }) })
    expect([path, answer.status, answer.body]).toMatchObject([path, 403, { error: { code: 'right.denied' } }])
  }
  expect((await maria.ask('/api/session')).body).toMatchObject({ announcement: '', user: { isAdministrator: false } })
})

test('an administrator adds a user, who chooses a password with a link', async () => {
  const server = await openServer()
  const ana = await signedIn(server, 'ana', true)
  expect((await put(ana, `${base}/users`, { name: 'tom' }, 'POST')).status).toBe(201)
  const { url } = (await put(ana, `${base}/users/tom/password-link`, undefined, 'POST')).body as { readonly url: string }
  const secret = new URL(url).hash.slice(1)
  expect(new URL(url).origin).toBe(server.address)
  const tom = server.browser()
  const body = { secret, userName: null, password: goodPassword }
  expect((await tom.ask('/api/password-links/use', { method: 'POST', body })).status).toBe(200)
  const { users } = (await ana.ask(`${base}/users`)).body as { readonly users: readonly unknown[] }
  expect(users).toContainEqual(
    expect.objectContaining({ name: 'tom', canSignIn: true, isActive: true, owns: { projects: 0, runs: 0, samples: 0, analyses: 0 } }),
  )
})

test('one administrator who is active is always left, and nobody deactivates themselves', async () => {
  const server = await openServer()
  const ana = await signedIn(server, 'ana', true)
  const keeper = server.keeper.user.name
  expect((await put(ana, `${base}/users/${keeper}/active`, { isActive: false })).status).toBe(200)
  expect((await put(ana, `${base}/users/ana/administrator`, { isAdministrator: false })).body).toMatchObject({
    error: { code: 'user.lastAdministrator' },
  })
  expect((await put(ana, `${base}/users/ana/active`, { isActive: false })).body).toMatchObject({ error: { code: 'user.self' } })
})

test('an administrator who is one no more may nothing of it from then on', async () => {
  const server = await openServer()
  const ana = await signedIn(server, 'ana', true)
  const ben = await signedIn(server, 'ben', true)
  expect((await put(ana, `${base}/users/ben/administrator`, { isAdministrator: false })).status).toBe(200)
  expect((await put(ben, `${base}/users/ben/administrator`, { isAdministrator: true })).status).toBe(403)
})

test('gives everything of one user to another, with a reason', async () => {
  const server = await openServer()
  const ana = await signedIn(server, 'ana', true)
  await addUserWithPassword(server, 'tom')
  await addUserWithPassword(server, 'maria')
  expect((await put(ana, `${base}/users/tom/give-everything`, { to: 'maria', reason: '' }, 'POST')).body).toMatchObject({
    error: { code: 'right.reason' },
  })
  const given = await put(ana, `${base}/users/tom/give-everything`, { to: 'maria', reason: 'Tom has left' }, 'POST')
  expect(given.body).toMatchObject({ from: 'tom', to: 'maria', given: { run: 0 } })
})

test('changes what holds for the whole server, and everybody reads the announcement', async () => {
  const server = await openServer()
  const ana = await signedIn(server, 'ana', true)
  const maria = await signedIn(server, 'maria')
  await put(ana, `${base}/announcement`, { words: ' Down on Friday. ' })
  expect((await maria.ask('/api/session')).body).toMatchObject({ announcement: 'Down on Friday.' })
  expect((await put(ana, `${base}/announcement`, { words: 'x'.repeat(501) })).status).toBe(400)
  await put(ana, `${base}/announcement`, { words: '' })
  expect((await maria.ask('/api/session')).body).toMatchObject({ announcement: '' })
  expect((await put(ana, `${base}/retention`, { days: 60 })).body).toEqual({ days: 60 })
  expect((await put(ana, `${base}/retention`, { days: -1 })).status).toBe(400)
  expect((await ana.ask(`${base}/retention`)).body).toEqual({ days: 60, due: null, stopped: null })
  expect((await put(ana, `${base}/limits`, { maxProcessings: 2 }, 'PATCH')).body).toMatchObject({ maxProcessings: 2 })
  expect((await ana.ask(`${base}/limits`)).body).toMatchObject({ maxProcessings: 2 })
  expect((await ana.ask(`${base}/storage`)).body).toEqual({ totalBytes: 0, items: [] })
  expect((await ana.ask(`${base}/workers`)).body).toEqual({ workers: [] })
})

test('verifies the history, with a head that was noted', async () => {
  const server = await openServer()
  const ana = await signedIn(server, 'ana', true)
  const verify = (expectedHead: string | null) => put(ana, `${base}/history/verify`, { expectedHead }, 'POST')
  const { head, sealed } = (await verify(null)).body as { readonly head: string; readonly sealed: number }
  expect(sealed).toBeGreaterThan(0)
  expect((await verify(head)).body).toMatchObject({ head })
  expect((await verify('0'.repeat(64))).body).toMatchObject({ error: { code: 'audit.rewritten' } })
})

test('everybody sees their sessions and tokens, and ends them', async () => {
  const server = await openServer()
  const here = await signedIn(server, 'maria')
  const there = server.browser()
  await there.ask('/api/sign-in', { method: 'POST', body: { name: 'maria', password: goodPassword } })
  const listed = (await here.ask('/api/account/sessions')).body as { readonly sessions: readonly { readonly isThis: boolean }[] }
  // The third is the one in which the password was chosen.
  expect(listed.sessions.filter(({ isThis }) => isThis).length).toBe(1)
  expect(listed.sessions.length).toBe(3)
  expect((await here.ask('/api/account/sign-out-everywhere', { method: 'POST' })).body).toEqual({ ended: 2 })
  expect((await there.ask('/api/session')).status).toBe(401)
  expect((await here.ask('/api/session')).status).toBe(200)
  const other = await signedIn(server, 'tom')
  const { sessions } = (await other.ask('/api/account/sessions')).body as { readonly sessions: readonly { readonly id: string }[] }
  expect((await here.ask(`/api/account/sessions/${sessions[0]?.id}`, { method: 'DELETE' })).status).toBe(404)
})

test('changes name, e-mail and password of the user, with the password there is', async () => {
  const server = await openServer()
  const maria = await signedIn(server, 'maria')
  const change = (body: unknown) => maria.ask('/api/account', { method: 'PATCH', body })
  expect((await change({ email: 'no address' })).body).toMatchObject({ error: { code: 'user.email' } })
  expect((await change({ name: server.keeper.user.name })).body).toMatchObject({ error: { code: 'user.nameTaken' } })
  expect((await change({ name: 'maria m', email: 'maria@example.org' })).body).toMatchObject({
    name: 'maria m',
    email: 'maria@example.org',
  })
  const password = (current: string, next: string) => put(maria, '/api/account/password', { current, password: next })
  expect((await password('wrong wrong wrong', 'another good password')).body).toMatchObject({ error: { code: 'password.wrong' } })
  expect((await password(goodPassword, 'another good password')).status).toBe(200)
  expect((await maria.ask('/api/session')).status).toBe(200)
  const again = server.browser()
  const body = { name: 'maria m', password: 'another good password' }
  expect((await again.ask('/api/sign-in', { method: 'POST', body })).status).toBe(200)
})

test('an administrator reads what a job of a cluster wrote, and no other file', async () => {
  const server = await openServer()
  const ana = await signedIn(server, 'ana', true)
  const folder = join(server.keeper.store.paths.home, 'workers')
  mkdirSync(folder)
  writeFileSync(join(folder, 'slurm-7.log'), `${'old line\n'.repeat(20_000)}worker 12 takes process\nworker ends\n`)
  const log = async (job: string) => ana.ask(`${base}/workers/log?job=${encodeURIComponent(job)}`)
  const { lines } = (await log('slurm 7')).body as { readonly lines: readonly string[] }
  expect(lines.slice(-2)).toEqual(['worker 12 takes process', 'worker ends'])
  expect(lines.length).toBeLessThan(10_000)
  expect((await log('slurm 8')).body).toEqual({ lines: [] })
  for (const job of ['slurm 7/../../catalogue.sqlite', '../store.json', 'Slurm: no jobs']) {
    expect([job, (await log(job)).body]).toMatchObject([job, { error: { code: 'operation.noJob' } }])
  }
})
