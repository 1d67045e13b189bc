import { randomBytes } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import fastifyRateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Halley } from '../../app/halley.ts'
import { LiveFeed } from '../../app/live/liveFeed.ts'
import type { Tell } from '../../app/logging/tell.ts'
import type { OpenIdProvider } from '../../app/signIn/openIdProvider.ts'
import { addAllRoutes } from './addAllRoutes.ts'
import { addDocumentation, collectDocumentation } from './documentation/addDocumentation.ts'
import { addErrorReplies, frameworkErrors } from './errorReplies.ts'
import { followChanges } from './events/followChanges.ts'
import { addAccessLog } from './guard/addAccessLog.ts'
import { addSecurityHeaders } from './guard/addSecurityHeaders.ts'
import { refuseBrokenTexts } from './guard/refuseBrokenTexts.ts'
import { refuseForeignHosts } from './guard/refuseForeignHosts.ts'
import { refuseForeignOrigins } from './guard/refuseForeignOrigins.ts'
import { ServerMetrics } from './monitoring/serverMetrics.ts'
import type { ServerMode } from './routes.ts'
import { addProviderSignIn } from './sessions/addProviderSignIn.ts'
import { addSignInLinks } from './sessions/addSignInLinks.ts'
import { LinkFetches } from './sessions/linkFetches.ts'
import { addSite } from './site/addSite.ts'

export interface HttpServerOptions {
  /** The server's own: it acts as who started it where nobody has signed in. */
  readonly halley: Halley
  readonly mode: ServerMode
  /** The built site; null: the API alone. */
  readonly siteFolder: string | null
  /** What users type to reach it, such as `https://halley.example.org`; null: where it listens. */
  readonly address?: string | null
  /** Addresses of proxies that are believed who asks, separated by commas; default: those of this machine. */
  readonly proxies?: string
  /** Where users may sign in besides here; null: nowhere. */
  readonly provider?: OpenIdProvider | null
  /** Is told of each request, without anything secret. */
  readonly onRequest?: Tell
}

export interface HalleyServer extends HttpServerOptions {
  readonly address: string | null
  readonly provider: OpenIdProvider | null
  readonly fastify: FastifyInstance
  /** What tells browsers what changes. */
  readonly live: LiveFeed
  /** How often links to downloads were used. */
  readonly linkFetches: LinkFetches
  readonly metrics: ServerMetrics
}

/** All schemas are Zod's: the compilers that Fastify has for others, which its types name, are not even loaded. */
const schemaController = {
  compilersFactory: { buildValidator: () => validatorCompiler, buildSerializer: () => serializerCompiler },
} as unknown as NonNullable<FastifyServerOptions['schemaController']>

const mostBodyBytes = 1_048_576

/** The server with all its routes, not listening yet. Whoever made it closes `fastify`; the store stays open. */
export async function makeHttpServer(options: HttpServerOptions): Promise<HalleyServer> {
  const trustProxy = options.mode === 'server' ? (options.proxies ?? 'loopback') : false
  const instance = fastify({ trustProxy, bodyLimit: mostBodyBytes, forceCloseConnections: true, frameworkErrors, schemaController })
  const { address = null, provider = null } = options
  const server: HalleyServer = {
    ...options,
    address,
    provider,
    fastify: instance,
    live: new LiveFeed(options.halley),
    linkFetches: new LinkFetches(),
    metrics: new ServerMetrics(),
  }
  addErrorReplies(instance)
  addAccessLog(server)
  server.metrics.watch(instance)
  await addSecurityHeaders(server)
  await instance.register(fastifyCookie, { secret: randomBytes(32).toString('base64') })
  refuseForeignHosts(server)
  refuseForeignOrigins(server)
  refuseBrokenTexts(server)
  await instance.register(fastifyRateLimit, { global: false })
  followChanges(server)
  await collectDocumentation(server)
  addSignInLinks(server)
  if (server.provider) addProviderSignIn(server, server.provider)
  addAllRoutes(server)
  await addDocumentation(server)
  await addSite(server)
  return server
}
