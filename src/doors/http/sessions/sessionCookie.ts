import type { FastifyReply } from 'fastify'
import type { OpenedSession } from '../../../app/sessions/openSession.ts'

/** The name of the cookie that a browser is signed in with. */
export const sessionCookie = 'halley_session'

/** Signs the browser in. Over HTTPS the cookie never goes out without it. @param origin of the site for the browser */
export function setSessionCookie(reply: FastifyReply, { secret, expiresAt }: OpenedSession, origin: string): void {
  reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: origin.startsWith('https:'),
    expires: new Date(expiresAt),
  })
}

/** Signs the browser out. */
export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { path: '/' })
}
