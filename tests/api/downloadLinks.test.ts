// Links with which a program on the user's machine reads one download, and nothing else.
import { expect, test } from 'vitest'
import { createToken } from '../../src/app/people/tokens/createToken.ts'
import { makeDownloadLink, ticketOf, userOfDownloadLink } from '../../src/app/sessions/downloadLink.ts'
import { openSession } from '../../src/app/sessions/openSession.ts'
import { valueOf } from '../store/exampleStore.ts'
import { openServer, type Browser, type OpenServer } from './openServer.ts'
import { signedIn } from './users.ts'

const table = '/api/sources/export?format=csv&q=n_meas%20%3E%3D%202'

async function linkTo(browser: Browser, path = table): Promise<string> {
  const answer = await browser.ask('/api/download-links', { method: 'POST', body: { path } })
  expect(answer.status).toBe(200)
  return (answer.body as { path: string }).path
}

async function codeOf(server: OpenServer, path: string): Promise<unknown> {
  const { status, body } = await server.ask(path)
  return [status, (body as { error?: { code?: string } } | null)?.error?.code]
}

test('a link gives a program that is nobody what its address gives to who made it, a few times', async () => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  const link = await linkTo(browser)
  const own = await browser.ask(table)
  expect(own.status).toBe(200)
  for (let time = 0; time < 4; time++) expect(await server.ask(link)).toMatchObject({ status: 200, text: own.text })
  expect(await codeOf(server, link)).toEqual([401, 'right.download'])
  expect(await codeOf(server, table)).toEqual([401, 'right.signIn'])
})

test.each([
  ['another query', (link: string) => link.replace('2&', '1&')],
  ['another table', (link: string) => link.replace('/api/sources/export', '/api/runs/lmc/files/sources.parquet')],
  ['another call', (link: string) => link.replace(/^[^?]*/, '/api/account')],
  ['a later end', (link: string) => link.replace(/\.(\d+)\./, (_, ms: string) => `.${Number(ms) + 3_600_000}.`)],
  ['another proof', (link: string) => link.replace(/[0-9a-f]{8}$/, '00000000')],
  ['one more parameter behind it', (link: string) => `${link}&format=vot`],
])('a link that was changed to %s gives nothing', async (_, changed) => {
  const server = await openServer()
  const link = await linkTo(await signedIn(server, 'maria'))
  expect((await server.ask(changed(link))).status).toBe(401)
})

test('a link changes nothing, and ends with the session of who made it', async () => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  const link = await linkTo(browser)
  expect((await server.ask(link, { method: 'POST', body: {} })).status).toBe(404)
  expect((await browser.ask('/api/sign-out', { method: 'POST' })).status).toBe(200)
  expect(await codeOf(server, link)).toEqual([401, 'right.download'])
})

test('a link lasts five minutes, and lets read alone', async () => {
  const { keeper } = await openServer()
  const made = new Date('2026-11-21T12:00:00Z')
  const { sessionId } = await openSession(keeper.store, keeper.user.id, 'test', made)
  const { path } = valueOf(await makeDownloadLink(keeper.store, sessionId, table, made))
  const link = ticketOf(path) ?? { path: '', ticket: '' }
  const at = (seconds: number) => userOfDownloadLink(keeper.store, link, new Date(made.getTime() + seconds * 1000))
  expect(await at(299)).toMatchObject({ id: keeper.user.id, scopes: ['read'] })
  expect(await at(300)).toBeNull()
})

test.each([
  '/api/account',
  '/api/events',
  '/api/sources',
  '/api/sources/export/../../account',
  'https://evil.example/',
  '/api/sources/export?x=1#y',
])('no link is made to %s', async (path) => {
  const server = await openServer()
  const browser = await signedIn(server, 'maria')
  const { status, body } = await browser.ask('/api/download-links', { method: 'POST', body: { path } })
  expect([status, body]).toMatchObject([400, { error: { code: 'input.download' } }])
})

test('a token makes no links', async () => {
  const server = await openServer()
  const { secret } = valueOf(await createToken(server.keeper, { name: 'notebook', scopes: ['read'], expiresDays: 1 }))
  const headers = { authorization: `Bearer ${secret}` }
  const { status, body } = await server.ask('/api/download-links', { method: 'POST', headers, body: { path: table } })
  expect([status, body]).toMatchObject([403, { error: { code: 'right.session' } }])
})
