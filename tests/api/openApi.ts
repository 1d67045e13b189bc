// The server over a store, in this process, and requests to it as they go over the wire: nothing puts them right before.
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Halley } from '../../src/app/halley.ts'
import { openSession } from '../../src/app/sessions/openSession.ts'
import { makeHttpServer } from '../../src/doors/http/httpServer.ts'
import { sessionCookie } from '../../src/doors/http/sessions/sessionCookie.ts'

/** Begins the headers of a request. */
export interface Asked {
  /** The secret of a session. */
  readonly cookie?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON unless `headers` say otherwise; a text is sent as it is. */
  readonly body?: unknown
}

export interface Answered {
  readonly status: number
  readonly text: string
  /** The code of a refusal; null where it is none. */
  readonly code: string | null
  /** The reply; null where it is no JSON. */
  readonly reply: unknown
}

export interface OpenApi {
  readonly address: string
  ask(method: string, path: string, asked?: Asked): Promise<Answered>
  /** The secret of a cookie that signs a user in. */
  signIn(userId: string): Promise<string>
  close(): Promise<void>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function codeOf(reply: unknown): string | null {
  const { error } = (typeof reply === 'object' && reply !== null ? reply : {}) as { error?: { code?: unknown } }
  return typeof error?.code === 'string' ? error.code : null
}

/** An answer that does not end, such as a stream of events, is cut after this. */
const patienceMs = 1_500

function send(port: number, method: string, path: string, { cookie, headers = {}, body }: Asked): Promise<Answered> {
  const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const all = {
    host: `127.0.0.1:${port}`,
    ...(method === 'GET' ? {} : { origin: `http://127.0.0.1:${port}` }),
    ...(cookie ? { cookie: `${sessionCookie}=${cookie}` } : {}),
    ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
    ...headers,
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, host: '127.0.0.1', method, path, headers: all, agent: false }, (response) => {
      let text = ''
      const end = () => {
        const reply = parsed(text)
        resolve({ status: response.statusCode ?? 0, text, reply, code: codeOf(reply) })
      }
      setTimeout(() => response.destroy(), patienceMs).unref()
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('close', end)
    })
    outgoing.on('error', reject)
    outgoing.end(payload)
  })
}

/** Serves the API alone over the store of `halley`, for accounts. */
export async function openApi(halley: Halley): Promise<OpenApi> {
  const { fastify } = await makeHttpServer({ halley, mode: 'server', siteFolder: null })
  await fastify.listen({ host: '127.0.0.1', port: 0 })
  const { port } = fastify.server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    ask: (method, path, asked = {}) => send(port, method, path, asked),
    async signIn(userId) {
      const { secret } = await openSession(halley.store, userId, 'a test', halley.now())
      return secret
    },
    async close() {
      fastify.server.closeAllConnections()
      await fastify.close()
    },
  }
}
