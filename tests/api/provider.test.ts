import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { deactivateUser } from '../../src/app/people/changeUser.ts'
import { OpenIdProvider } from '../../src/app/signIn/openIdProvider.ts'
import { providerSettings } from '../../src/app/signIn/providerSettings.ts'
import { valueOf } from '../store/exampleStore.ts'
import { openServer, type Browser, type OpenServer } from './openServer.ts'
import { clientId, clientSecret, startProvider, type TestProvider } from './provider.ts'
import { signedIn } from './users.ts'

const people = {
  ana: { preferred_username: 'ana', email: 'ana@example.org', email_verified: true },
  eve: { preferred_username: 'eve', email: 'eve@elsewhere.example', email_verified: true },
  tom: { preferred_username: 'tom', email: 'tom@example.org', email_verified: false },
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface World extends OpenServer {
  readonly provider: TestProvider
}

/** A server whose people sign in at a provider. @param domains whose people are added */
async function openWorld(domains: string): Promise<World> {
  // The provider knows by its address where people go back to, the server by its own where the provider is.
  const address = `http://127.0.0.1:${await freePort()}`
  const provider = await startProvider(`${address}/sign-in/provider/return`, people)
  const environment = {
    HALLEY_OIDC_ISSUER: provider.issuer,
    HALLEY_OIDC_CLIENT_ID: clientId,
    HALLEY_OIDC_CLIENT_SECRET: clientSecret,
    HALLEY_OIDC_DOMAINS: domains,
  }
  const settings = valueOf(providerSettings(environment))
  if (!settings) throw new Error('Expected settings')
  return { ...(await openServer({ address, provider: new OpenIdProvider(settings) })), provider }
}

/** Signs in at the provider. @returns where the server leads afterwards */
async function cameBack({ provider }: World, browser: Browser, login: string, query = ''): Promise<string | null> {
  const begun = await browser.ask(`/sign-in/provider${query}`)
  const back = new URL(await provider.signIn(begun.headers.get('location') ?? '', login))
  return (await browser.ask(back.pathname + back.search)).headers.get('location')
}

test('adds who comes from a domain that is let in, and knows them again', async () => {
  const world = await openWorld('example.org')
  const browser = world.browser()
  expect(await cameBack(world, browser, 'ana', '?to=%2Fruns%3Fq%3Dlmc')).toBe('/runs?q=lmc')
  const first = await browser.ask('/api/session')
  expect(first.body).toMatchObject({ user: { name: 'ana', isAdministrator: false } })
  const again = world.browser()
  await cameBack(world, again, 'ana')
  expect((await again.ask('/api/session')).body).toEqual(first.body)
})

test('lets in nobody of another domain, nor by an address that the provider has not seen to be theirs', async () => {
  const world = await openWorld('example.org')
  for (const login of ['eve', 'tom']) {
    const browser = world.browser()
    expect(await cameBack(world, browser, login)).toBe('/sign-in?because=unknown')
    expect((await browser.ask('/api/session')).status).toBe(401)
  }
})

test('where nobody is added, who has an account connects it first', async () => {
  const world = await openWorld('')
  expect(await cameBack(world, world.browser(), 'ana')).toBe('/sign-in?because=unknown')
  const maria = await signedIn(world, 'maria')
  await cameBack(world, maria, 'ana', '?connect=1&to=/account')
  expect((await maria.ask('/api/account')).body).toMatchObject({ issuers: [world.provider.issuer] })
  const browser = world.browser()
  await cameBack(world, browser, 'ana')
  expect((await browser.ask('/api/session')).body).toMatchObject({ user: { name: 'maria' } })
})

test('a page of another site connects nothing', async () => {
  const world = await openWorld('')
  const maria = await signedIn(world, 'maria')
  const begun = await maria.ask('/sign-in/provider?connect=1', { headers: { 'sec-fetch-site': 'cross-site' } })
  const back = new URL(await world.provider.signIn(begun.headers.get('location') ?? '', 'eve'))
  await maria.ask(back.pathname + back.search)
  expect((await maria.ask('/api/account')).body).toMatchObject({ issuers: [] })
})

test('lets a deactivated user in no more', async () => {
  const world = await openWorld('*')
  await cameBack(world, world.browser(), 'ana')
  valueOf(await deactivateUser(world.keeper, 'ana'))
  expect(await cameBack(world, world.browser(), 'ana')).toBe('/sign-in?because=unknown')
})

test('refuses an answer of the provider that this browser did not ask for', async () => {
  const world = await openWorld('*')
  const begun = await world.browser().ask('/sign-in/provider')
  const back = new URL(await world.provider.signIn(begun.headers.get('location') ?? '', 'eve'))
  const victim = world.browser()
  expect((await victim.ask(back.pathname + back.search)).headers.get('location')).toBe('/sign-in?because=provider')
  await victim.ask('/sign-in/provider')
  expect((await victim.ask(back.pathname + back.search)).headers.get('location')).toBe('/sign-in?because=provider')
  expect((await victim.ask('/api/session')).status).toBe(401)
})

test('a provider that is away is said, and asked again', async () => {
  const settings = { HALLEY_OIDC_ISSUER: 'http://127.0.0.1:9', HALLEY_OIDC_CLIENT_ID: 'a', HALLEY_OIDC_CLIENT_SECRET: 'b' }
  const found = valueOf(providerSettings(settings))
  if (!found) throw new Error('Expected settings')
  const server = await openServer({ provider: new OpenIdProvider(found) })
  expect((await server.ask('/sign-in/provider')).headers.get('location')).toBe('/sign-in?because=provider')
  expect((await server.ask('/api/sign-in')).body).toMatchObject({ provider: '127.0.0.1' })
})

test.each([
  [{ HALLEY_OIDC_ISSUER: 'https://id.example.org' }],
  [{ HALLEY_OIDC_ISSUER: 'http://id.example.org', HALLEY_OIDC_CLIENT_ID: 'a', HALLEY_OIDC_CLIENT_SECRET: 'b' }],
  [{ HALLEY_OIDC_ISSUER: 'id', HALLEY_OIDC_CLIENT_ID: 'a', HALLEY_OIDC_CLIENT_SECRET: 'b' }],
])('refuses a provider that is named by halves, or without https: %j', (environment) => {
  expect(providerSettings(environment)).toMatchObject({ ok: false, fault: { code: 'oidc.settings' } })
})

test('a provider is disconnected by whom it knows, unless it is the last way to sign in', async () => {
  const world = await openWorld('example.org')
  const { issuer } = world.provider
  const disconnect = { method: 'POST', body: { issuer } }
  const ana = world.browser()
  await cameBack(world, ana, 'ana')
  const last = await ana.ask('/api/account/providers/disconnect', disconnect)
  expect([last.status, last.body]).toMatchObject([409, { error: { code: 'user.lastSignIn' } }])
  const maria = await signedIn(world, 'maria')
  expect((await maria.ask('/api/account/providers/disconnect', disconnect)).body).toMatchObject({ error: { code: 'user.notConnected' } })
  await cameBack(world, maria, 'eve', '?connect=1&to=/account')
  expect((await maria.ask('/api/account')).body).toMatchObject({ issuers: [issuer] })
  expect((await maria.ask('/api/account/providers/disconnect', disconnect)).body).toMatchObject({ name: 'maria', issuers: [] })
  const browser = world.browser()
  expect(await cameBack(world, browser, 'eve')).toBe('/sign-in?because=unknown')
  expect((await ana.ask('/api/account')).body).toMatchObject({ issuers: [issuer] })
})
