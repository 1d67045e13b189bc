import type { FastifyReply } from 'fastify'
import type { OpenedSession } from '../../../app/sessions/openSession.ts'

/** The name of the cookie that a browser is signed in with. */
export const sessionCookie = 'halley_session'

/** Signs the browser in. Over HTTPS the cookie never goes out without it. */
export function setSessionCookie(reply: FastifyReply, { secret, expiresAt }: OpenedSession): void {
  reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: reply.request.protocol === 'https',
    expires: new Date(expiresAt),
  })
}
