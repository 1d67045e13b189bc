import type { FastifyRequest } from 'fastify'
import { makeFault } from '../../../fault/fault.ts'
import { faultReply, faultStatus } from '../faultStatus.ts'
import type { HalleyServer } from '../httpServer.ts'
import { sessionCookie } from '../sessions/sessionCookie.ts'
import { ownOrigin } from './ownOrigin.ts'

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

function hasToken({ headers }: FastifyRequest): boolean {
  return headers.authorization?.toLowerCase().startsWith('bearer ') ?? false
}

/** What a browser says of where a request comes from, where that is not this site; null where it is. */
function foreignOrigin(server: HalleyServer, request: FastifyRequest): string | null {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin !== undefined && origin !== ownOrigin(server, request)) return `Origin: ${origin}`
  if (site !== undefined && site !== 'same-origin') return `Sec-Fetch-Site: ${site}`
  if (origin !== undefined || site !== undefined) return null
  // A program that signs in says neither, and has no cookie yet. A browser that has one says at least one of them.
  return request.cookies[sessionCookie] === undefined ? null : 'no Origin'
}

/**
 * Refuses what changes something where a page of another site asked for it in the name of who is signed in. Tokens are
 * not sent by browsers by themselves, so requests with one are let in from anywhere.
 */
export function refuseForeignOrigins(server: HalleyServer): void {
  server.fastify.addHook('onRequest', async (request, reply) => {
    if (safeMethods.includes(request.method) || hasToken(request)) return
    const found = foreignOrigin(server, request)
    if (found === null) return
    const fault = makeFault('http.origin', `Expected a request from a page of ${ownOrigin(server, request)}, found ${found}.`, {
      hint: 'Open the site at this address. Programs send a token: Authorization: Bearer hal_... Behind a proxy, start with --url.',
    })
    await reply.code(faultStatus(fault)).send(faultReply(fault))
  })
}
