// A server at a port that was free, on a store of its own, asked as browsers and programs ask it.
import { rmSync, mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { makeHttpServer, type HttpServerOptions } from '../../src/doors/http/httpServer.ts'
import { valueOf } from '../store/exampleStore.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** What the JSON of the answer is; null for another type. */
  readonly body: unknown
}

export interface Ask {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface OpenServer {
  readonly address: string
  /** Who keeps the store: an administrator. */
  readonly keeper: Halley
  /** Asks as a program that is nobody. */
  ask(path: string, ask?: Ask): Promise<Answer>
  /** A browser that begins with no cookies, on a page of the server. */
  browser(): Browser
}

export interface Browser {
  /** What it would send; null: none. */
  cookie(): string | null
  ask(path: string, ask?: Ask): Promise<Answer>
}

async function ask(address: string, path: string, { method = 'GET', body, headers = {} }: Ask): Promise<Answer> {
  const isText = typeof body === 'string'
  const response = await fetch(new URL(path, address), {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as unknown) : null }
}

function newBrowser(address: string): Browser {
  const jar = new Map<string, string>()
  const keep = ({ headers }: Answer) => {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
  }
  const cookie = () => (jar.size === 0 ? null : [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
  return {
    cookie,
    async ask(path, given = {}) {
      const kept = cookie()
      const own = { origin: new URL(address).origin, 'sec-fetch-site': 'same-origin', ...(kept === null ? {} : { cookie: kept }) }
      const answer = await ask(address, path, { ...given, headers: { ...own, ...given.headers } })
      keep(answer)
      return answer
    },
  }
}

/** Opens a server with accounts for one test; it is closed with the test. */
export async function openServer(options: Partial<Omit<HttpServerOptions, 'halley'>> = {}): Promise<OpenServer> {
  const home = mkdtempSync(join(tmpdir(), 'halley-server-'))
  const keeper = valueOf(await openHalley({ environment: { ...process.env, HALLEY_HOME: home, HALLEY_DATABASE_URL: '' } }))
  const { fastify } = await makeHttpServer({ halley: keeper, mode: 'server', siteFolder: null, ...options })
  const port = options.address?.startsWith('http://127.0.0.1:') ? Number(new URL(options.address).port) : 0
  await fastify.listen({ host: '127.0.0.1', port })
  onTestFinished(async () => {
    await fastify.close()
    await closeHalley(keeper)
    rmSync(home, { recursive: true, force: true })
  })
  const address = `http://127.0.0.1:${(fastify.server.address() as AddressInfo).port}`
  return { address, keeper, ask: (path, given = {}) => ask(address, path, given), browser: () => newBrowser(address) }
}
