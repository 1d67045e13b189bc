import { openSession } from '../../../app/sessions/openSession.ts'
import { useSignInLink } from '../../../app/sessions/signInLink.ts'
import { ownOrigin } from '../guard/ownOrigin.ts'
import type { HalleyServer } from '../httpServer.ts'
import { setSessionCookie } from './sessionCookie.ts'

/**
 * `/sign-in-link?secret=`: the link that a server prints when it starts. It signs the browser in once, and leads to the
 * site without the secret in its address.
 */
export function addSignInLinks(server: HalleyServer): void {
  const { fastify, halley } = server
  const limit = { config: { rateLimit: { max: 30, timeWindow: 60_000 } }, schema: { hide: true } }
  fastify.get<{ Querystring: { secret?: string } }>('/sign-in-link', limit, async (request, reply) => {
    const link = await useSignInLink(halley.store, request.query.secret ?? '', halley.now())
    if (!link.ok || link.value.purpose !== 'signIn' || link.value.userId === null) return reply.redirect('/sign-in?because=link', 303)
    const session = await openSession(halley.store, link.value.userId, request.headers['user-agent'] ?? '', halley.now())
    setSessionCookie(reply, session, ownOrigin(server, request))
    return reply.header('cache-control', 'no-store').redirect('/', 303)
  })
}
