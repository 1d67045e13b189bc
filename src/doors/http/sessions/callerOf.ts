import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '../../../app/contract/api/endpoint.ts'
import { halleyFor, type Halley } from '../../../app/halley.ts'
import { actorOfToken } from '../../../app/people/tokens/actorOfToken.ts'
import { downloadLinkRefusal, ticketOf, userOfDownloadLink } from '../../../app/sessions/downloadLink.ts'
import { userOfSession } from '../../../app/sessions/openSession.ts'
import { failure, makeFault, settleResult, success, type Result } from '../../../fault/fault.ts'
import type { HalleyServer } from '../httpServer.ts'
import { sessionCookie } from './sessionCookie.ts'

export interface Caller {
  readonly halley: Halley
  readonly sessionId: string | null
}

const notSignedIn = makeFault('right.signIn', 'Expected somebody who is signed in, found nobody.', {
  hint: 'Sign in, or send a token: Authorization: Bearer hal_...',
})

async function bearerOf({ halley, mode }: HalleyServer, secret: string): Promise<Result<Caller>> {
  const bearer = await actorOfToken(halley.store, secret, halley.now())
  if (!bearer.ok) return bearer
  const { now } = halley
  return success({ halley: await halleyFor(halley.store, bearer.value.user, { now, door: mode }), sessionId: null })
}

async function holderOf({ halley, mode, linkFetches }: HalleyServer, request: FastifyRequest): Promise<Result<Caller> | null> {
  const link = request.method === 'GET' || request.method === 'HEAD' ? ticketOf(request.url) : null
  if (!link) return null
  const user = await userOfDownloadLink(halley.store, link, halley.now())
  if (!user || !linkFetches.take(link.ticket)) return failure(downloadLinkRefusal)
  return success({ halley: await halleyFor(halley.store, user, { now: halley.now, door: mode }), sessionId: null })
}

function nobody({ halley, mode }: HalleyServer): Result<Caller> {
  return success({ halley: { ...halley, door: mode }, sessionId: null })
}

/**
 * Who makes a request: the bearer of a token, who is signed in with the browser's cookie, or who made the link to a download.
 *
 * @returns `right.token` for a token that is not valid; `right.download` for such a link; `right.signIn` for nobody, where the endpoint is not for everybody;
 * `catalogue.*` where nobody can tell, which is as good as nobody for such an endpoint
 */
export async function callerOf(server: HalleyServer, request: FastifyRequest, endpoint: Pick<Endpoint, 'access'>): Promise<Result<Caller>> {
  const caller = await settleResult(() => knownCaller(server, request, endpoint))
  return !caller.ok && endpoint.access === 'everybody' && caller.fault.code.startsWith('catalogue.') ? nobody(server) : caller
}

async function knownCaller(server: HalleyServer, request: FastifyRequest, { access }: Pick<Endpoint, 'access'>): Promise<Result<Caller>> {
  const { halley, mode } = server
  const [scheme, secret] = (request.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() === 'bearer' && secret) return bearerOf(server, secret)
  const cookie = request.cookies[sessionCookie]
  const signedIn = cookie ? await userOfSession(halley.store, cookie, halley.now()) : null
  if (signedIn) {
    const acting = await halleyFor(halley.store, signedIn.user, { now: halley.now, door: mode })
    return success({ halley: acting, sessionId: signedIn.sessionId })
  }
  const holder = await holderOf(server, request)
  if (holder) return holder
  return access === 'everybody' ? nobody(server) : failure(notSignedIn)
}
