// A provider of OpenID Connect on this machine, which lets everybody in by the name they give.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { onTestFinished } from 'vitest'

/** What the provider says of whom, by the name they sign in with there. */
export type Claims = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface TestProvider {
  readonly issuer: string
  /** Goes through the pages of the provider as a person does. @returns where it leads back to */
  signIn(address: string, login: string): Promise<string>
}

export const clientId = 'halley'
export const clientSecret = 'a secret between the two'

function cookieJar() {
  const jar = new Map<string, string>()
  return async (address: string, init: Omit<RequestInit, 'headers'> = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return response
  }
}

async function signIn(issuer: string, address: string, login: string): Promise<string> {
  const go = cookieJar()
  const asked: readonly Readonly<Record<string, string>>[] = [{ prompt: 'login', login, password: 'any' }, { prompt: 'consent' }]
  let remaining = asked
  let response = await go(address)
  for (let step = 0; step < 12; step++) {
    const location = response.headers.get('location')
    const next = location === null ? null : new URL(location, issuer)
    if (next && next.origin !== issuer) return next.href
    const [form] = remaining
    if (next?.pathname.startsWith('/interaction/') && form) {
      remaining = remaining.slice(1)
      response = await go(next.href, { method: 'POST', body: new URLSearchParams(form) })
    } else if (next) response = await go(next.href)
    else break
  }
  throw new Error(`The provider led nowhere: ${response.status} ${await response.text()}`)
}

/** Starts a provider for one test. @param returnTo the address that it may send people back to */
export async function startProvider(returnTo: string, claims: Claims): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [returnTo] }],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...claims[id], sub: id }) }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['only for tests'] },
    ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { issuer, signIn: (address, login) => signIn(issuer, address, login) }
}
