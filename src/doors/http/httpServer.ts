import fastifyCookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Halley } from '../../app/halley.ts'
import { addAllRoutes } from './addAllRoutes.ts'
import { addErrorReplies } from './errorReplies.ts'
import type { ServerMode } from './routes.ts'
import { addSignInLinks } from './sessions/addSignInLinks.ts'
import { addSite } from './site/addSite.ts'

export interface HttpServerOptions {
  /** The server's own: it acts as who started it where nobody has signed in. */
  readonly halley: Halley
  readonly mode: ServerMode
  /** The built site; null: the API alone. */
  readonly siteFolder: string | null
}

export interface HalleyServer extends HttpServerOptions {
  readonly fastify: FastifyInstance
}

/** The server with all its routes, not listening yet. Whoever made it closes `fastify`; the store stays open. */
export async function makeHttpServer(options: HttpServerOptions): Promise<HalleyServer> {
  const server: HalleyServer = { ...options, fastify: fastify({ trustProxy: 'loopback', bodyLimit: 1_048_576 }) }
  const { fastify: instance } = server
  instance.setValidatorCompiler(validatorCompiler)
  instance.setSerializerCompiler(serializerCompiler)
  addErrorReplies(instance)
  await instance.register(fastifyCookie)
  addSignInLinks(server)
  addAllRoutes(server)
  await addSite(server)
  return server
}
