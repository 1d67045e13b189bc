import { expect, test } from 'vitest'
import { inviteFirstAdministrator } from '../../src/app/signIn/firstAdministrator.ts'
import { createToken } from '../../src/app/people/tokens/createToken.ts'
import { valueOf } from '../store/exampleStore.ts'
import { openServer } from './openServer.ts'
import { signedIn } from './users.ts'

const rename = { method: 'PATCH', body: { email: 'maria@example.org' } }

test.each([
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
  [{ origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
  [{ 'sec-fetch-site': 'none' }],
  [{ 'sec-fetch-site': 'same-site' }],
])('refuses to change anything for a page that is not its own: %j', async (headers) => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  const answer = await browser.ask('/api/account', { ...rename, headers })
  expect([answer.status, answer.body]).toMatchObject([403, { error: { code: 'http.origin' } }])
  expect((await browser.ask('/api/account')).body).toMatchObject({ email: null })
})

test('refuses a cookie that comes without any word of where from, and a sign-in from elsewhere', async () => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  expect((await server.ask('/api/account', { ...rename, headers: { cookie: browser.cookie() ?? '' } })).status).toBe(403)
  const elsewhere = { method: 'POST', body: { name: 'maria', password: 'x' }, headers: { origin: 'https://evil.example' } }
  expect((await server.ask('/api/sign-in', elsewhere)).status).toBe(403)
})

test('lets a token in from anywhere, within its scopes, and never into what concerns the account in person', async () => {
  const server = await openServer()
  const { secret } = valueOf(await createToken(server.keeper, { name: 'notebook', scopes: ['read'], expiresDays: 1 }))
  const headers = { authorization: `Bearer ${secret}`, origin: 'https://notebook.example' }
  expect((await server.ask('/api/runs', { headers })).status).toBe(200)
  expect((await server.ask('/api/account', { ...rename, headers })).body).toMatchObject({ error: { code: 'right.session' } })
  const more = { method: 'POST', headers, body: { name: 'more', scopes: ['purge'], expiresDays: null } }
  expect((await server.ask('/api/account/tokens', more)).body).toMatchObject({ error: { code: 'right.scope' } })
  expect((await server.ask('/api/administration/users', { headers })).body).toMatchObject({ error: { code: 'right.scope' } })
  expect((await server.ask('/api/runs', { headers: { authorization: 'Bearer hal_wrong' } })).status).toBe(401)
})

test.each(['evil.example', 'evil.example:8642', '127.0.0.1.evil.example', 'localhost@evil.example', '[::2]'])(
  'on a laptop, refuses a request to the name %j',
  async (host) => {
    const { get } = await import('node:http')
    const server = await openServer({ mode: 'laptop' })
    const { port } = new URL(server.address)
    const status = await new Promise((resolve) =>
      get({ host: '127.0.0.1', port, path: '/api/sign-in', headers: { host } }, ({ statusCode }) => resolve(statusCode)),
    )
    expect(status).toBe(421)
  },
)

test('every answer tells browsers to load nothing from elsewhere, and the API is kept by nobody', async () => {
  const server = await openServer()
  for (const path of ['/api/session', '/api/nothing', '/nothing', '/api/openapi.json']) {
    const { headers } = await server.ask(path)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/)
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    if (path.startsWith('/api/')) expect(headers.get('cache-control')).toBe('no-store')
  }
})

test.each([
  ['malformed JSON', '/api/sign-in', { method: 'POST', body: '{"name": ' }, 400],
  ['a body of another form', '/api/sign-in', { method: 'POST', body: { name: 7 } }, 400],
  ['a huge body', '/api/sign-in', { method: 'POST', body: { name: 'x'.repeat(2_000_000), password: '' } }, 413],
  ['another type', '/api/sign-in', { method: 'POST', body: 'name=maria', headers: { 'content-type': 'text/csv' } }, 415],
  ['an address that is none', '/api/%zz', {}, 400],
  ['a call that there is not', '/api/nothing', {}, 404],
  ['nobody', '/api/session', {}, 401],
] as const)('answers %s in the one shape of refusals', async (_, path, ask, status) => {
  const server = await openServer()
  const answer = await server.ask(path, ask)
  expect([answer.status, answer.body]).toMatchObject([
    status,
    { error: { code: expect.any(String) as string, message: expect.any(String) as string, hint: expect.any(String) as string } },
  ])
})

test('the same request with the same key is done once; another one with it is refused', async () => {
  const server = await openServer()
  const { secret } = valueOf(await createToken(server.keeper, { name: 'program', scopes: ['read', 'write', 'administer'], expiresDays: 1 }))
  const headers = { authorization: `Bearer ${secret}`, 'idempotency-key': 'e2f1' }
  const add = (name: string) => server.ask('/api/administration/users', { method: 'POST', headers, body: { name } })
  const first = await add('maria')
  expect(first.status).toBe(201)
  const again = await add('maria')
  expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([201, first.body, 'true'])
  expect((await add('tom')).body).toMatchObject({ error: { code: 'http.idempotency', retryable: false } })
  const without = await server.ask('/api/administration/users', {
    method: 'POST',
    headers: { authorization: headers.authorization },
    body: { name: 'maria' },
  })
  expect(without.body).toMatchObject({ error: { code: 'user.nameTaken' } })
})

test('two requests of one key at once are done once', async () => {
  const server = await openServer()
  const { secret } = valueOf(await createToken(server.keeper, { name: 'program', scopes: ['read', 'write', 'administer'], expiresDays: 1 }))
  const headers = { authorization: `Bearer ${secret}`, 'idempotency-key': 'one' }
  const ask = () => server.ask('/api/administration/users', { method: 'POST', headers, body: { name: 'maria' } })
  const statuses = (await Promise.all([ask(), ask(), ask()])).map(({ status }) => status)
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1)
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true)
  expect((await ask()).headers.get('idempotency-replayed')).toBe('true')
})

test('what has a secret in it is kept for no key', async () => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  const body = { name: 'notebook', scopes: ['read'], expiresDays: 1 }
  const ask = { method: 'POST', body, headers: { 'idempotency-key': 'k' } }
  const first = await browser.ask('/api/account/tokens', ask)
  expect(first.status).toBe(201)
  expect((await browser.ask('/api/account/tokens', ask)).body).toMatchObject({ error: { code: 'token.nameTaken' } })
  const rows = await server.keeper.store.catalogue.selectFrom('keptReplies').selectAll().execute()
  expect(rows).toEqual([])
})

test('logs each request without its query, its headers and its body', async () => {
  const lines: string[] = []
  const server = await openServer({ onRequest: (line) => lines.push(line) })
  const secret = (await inviteFirstAdministrator(server.keeper)) ?? ''
  await server.ask(`/sign-in-link?secret=${secret}`)
  await server.ask('/api/password-links/show', { method: 'POST', body: { secret }, headers: { authorization: `Bearer ${secret}` } })
  await server.ask('/api/runs/%1b%5b31m')
  await expect.poll(() => lines.length).toBe(3)
  expect(lines[0]).toMatch(/^127\.0\.0\.1 GET \/sign-in-link 303 \d+ ms$/)
  expect(lines.join('\n')).not.toContain(secret)
  expect(lines.join('\n')).not.toContain('\u001B')
})

test('the documentation is served from here, with every call in it', async () => {
  const server = await openServer()
  const document = (await server.ask('/api/openapi.json')).body as { readonly paths: Readonly<Record<string, unknown>> }
  expect(Object.keys(document.paths)).toContain('/api/administration/users/{user}/password-link')
  const page = await server.ask('/api/docs/')
  expect(page.status).toBe(200)
  expect(page.text).not.toMatch(/(?:src|href)="https?:/)
  expect(page.text).not.toMatch(/<script(?![^>]*src=)[^>]*>\s*\S/)
})
