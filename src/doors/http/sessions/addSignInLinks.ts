import { openSession } from '../../../app/sessions/openSession.ts'
import { useSignInLink } from '../../../app/sessions/signInLink.ts'
import type { HalleyServer } from '../httpServer.ts'
import { setSessionCookie } from './sessionCookie.ts'

/**
 * `/sign-in-link?secret=`: the link that a server prints when it starts. It signs the browser in once, and leads to the
 * site without the secret in its address.
 */
export function addSignInLinks({ fastify, halley }: HalleyServer): void {
  fastify.get<{ Querystring: { secret?: string } }>('/sign-in-link', async (request, reply) => {
    const link = await useSignInLink(halley.store, request.query.secret ?? '', halley.now())
    if (!link.ok || link.value.userId === null) return reply.redirect('/sign-in?because=link', 303)
    const session = await openSession(halley.store, link.value.userId, request.headers['user-agent'] ?? '', halley.now())
    setSessionCookie(reply, session)
    return reply.header('cache-control', 'no-store').redirect('/', 303)
  })
}
