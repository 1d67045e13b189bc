// A real server that listens, on a store of its own, and clients of it.
import { makeHttpServer } from '../../src/doors/http/httpServer.ts'
import type { Halley } from '../../src/app/halley.ts'
import { openSession } from '../../src/app/sessions/openSession.ts'

export interface Listening {
  readonly address: string
  /** The header of a browser in which a user is signed in. */
  signIn(halley: Halley): Promise<string>
  close(): Promise<void>
}

export async function listen(halley: Halley): Promise<Listening> {
  const server = await makeHttpServer({ halley, mode: 'server', siteFolder: null })
  const address = await server.fastify.listen({ host: '127.0.0.1', port: 0 })
  return {
    address,
    async signIn({ store, user, now }) {
      const { secret } = await openSession(store, user.id, 'a test', now())
      return `halley_session=${secret}`
    },
    close: () => server.fastify.close(),
  }
}

export interface Told {
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Client {
  readonly status: number
  readonly told: readonly Told[]
  /** The last id that was sent. */
  readonly place: () => string
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>
  leave(): Promise<void>
}

/** Follows the events of a server as a browser does. */
export async function followAs(address: string, cookie: string, after?: string): Promise<Client> {
  const controller = new AbortController()
  const headers = { cookie, accept: 'text/event-stream', ...(after ? { 'last-event-id': after } : {}) }
  const response = await fetch(`${address}/api/events`, { headers, signal: controller.signal })
  const told: Told[] = []
  let place = ''
  const take = (block: string) => {
    const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
    place = fields.get('id') ?? place
    const [name, data] = [fields.get('event'), fields.get('data')]
    if (name && data) told.push({ name, data: JSON.parse(data) as Told['data'] })
  }
  const read = async () => {
    let text = ''
    for await (const piece of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += piece
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  }
  const ended = read().catch(() => {})
  return {
    status: response.status,
    told,
    place: () => place,
    ended,
    leave: async () => {
      controller.abort()
      await ended
    },
  }
}
