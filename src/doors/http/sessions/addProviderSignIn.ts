import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BegunSignIn, OpenIdProvider } from '../../../app/signIn/openIdProvider.ts'
import { signInWithIdentity } from '../../../app/signIn/signInWithIdentity.ts'
import { userOfSession } from '../../../app/sessions/openSession.ts'
import { ownOrigin } from '../guard/ownOrigin.ts'
import type { HalleyServer } from '../httpServer.ts'
import { safeTarget } from '../../../app/contract/safeTarget.ts'
import { sessionCookie, setSessionCookie } from './sessionCookie.ts'

const beginPath = '/sign-in/provider'
const returnPath = '/sign-in/provider/return'

/** What the browser brings back from the provider. It comes from another site, so it is not `strict`. */
const wayCookie = 'halley_sign_in'
const wayLastsS = 600

interface Way extends BegunSignIn {
  /** Where to go afterwards. */
  readonly to: string
  /** Who wants to be known by that identity too; null: who signs in. */
  readonly linkTo: string | null
}

/** Whom the identity is connected to, where somebody who is signed in asked for that from a page of this site. */
async function connecting({ halley }: HalleyServer, request: FastifyRequest): Promise<string | null> {
  const cookie = request.cookies[sessionCookie]
  const isAsked = (request.query as { connect?: string }).connect !== undefined && request.headers['sec-fetch-site'] === 'same-origin'
  const signedIn = isAsked && cookie ? await userOfSession(halley.store, cookie, halley.now()) : null
  return signedIn?.user.id ?? null
}

function wayOf(request: FastifyRequest): Way | null {
  const { valid, value } = request.unsignCookie(request.cookies[wayCookie] ?? '')
  return valid && value !== null ? (JSON.parse(value) as Way) : null
}

function toSignIn(reply: FastifyReply, because: string): FastifyReply {
  return reply.redirect(`/sign-in?because=${because}`, 303)
}

/** `/sign-in/provider`: to the provider of OpenID Connect and back, signed in. */
export function addProviderSignIn(server: HalleyServer, provider: OpenIdProvider): void {
  const { fastify, halley } = server
  const limit = { config: { rateLimit: { max: 30, timeWindow: 60_000 } }, schema: { hide: true } }

  fastify.get<{ Querystring: { to?: string } }>(beginPath, limit, async (request, reply) => {
    const origin = ownOrigin(server, request)
    const begun = await provider.begin(new URL(returnPath, origin))
    if (!begun.ok) return toSignIn(reply, 'provider')
    const { address, ...rest } = begun.value
    const way: Way = { ...rest, to: safeTarget(request.query.to), linkTo: await connecting(server, request) }
    reply.setCookie(wayCookie, JSON.stringify(way), {
      path: returnPath,
      httpOnly: true,
      sameSite: 'lax',
      secure: origin.startsWith('https:'),
      maxAge: wayLastsS,
      signed: true,
    })
    return reply.redirect(address.href, 303)
  })

  fastify.get(returnPath, limit, async (request, reply) => {
    const way = wayOf(request)
    reply.clearCookie(wayCookie, { path: returnPath })
    if (!way) return toSignIn(reply, 'provider')
    const identity = await provider.finish(new URL(request.url, ownOrigin(server, request)), way)
    if (!identity.ok) {
      process.stderr.write(`halley: ${identity.fault.message}\n`)
      return toSignIn(reply, 'provider')
    }
    const who = { identity: identity.value, policy: provider.settings.policy, linkTo: way.linkTo }
    const session = await signInWithIdentity(halley.store, { ...who, client: request.headers['user-agent'] ?? '' }, halley.now())
    if (!session.ok) return toSignIn(reply, 'unknown')
    setSessionCookie(reply, session.value, ownOrigin(server, request))
    return reply.redirect(way.to, 303)
  })
}
