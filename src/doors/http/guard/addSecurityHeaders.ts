import fastifyHelmet from '@fastify/helmet'
import type { HalleyServer } from '../httpServer.ts'

/** What a page may load and do: files of this server alone, what the user's own machine says at the port of SAMP, styles that carry the nonce of their page, no script in a page. */
const directives = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  // The hub of the Virtual Observatory on the user's own machine: SAMP Web Profile 1.3.
  connectSrc: ["'self'", 'http://localhost:21012', 'http://127.0.0.1:21012'],
  workerSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

/** Tells browsers with every answer what its page may do. Answers of the API are kept by nobody. */
export async function addSecurityHeaders({ fastify, mode }: HalleyServer): Promise<void> {
  await fastify.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    enableCSPNonces: true,
    frameguard: { action: 'deny' },
    // With `no-referrer` browsers hide the origin of forms, by which foreign ones are told.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: mode === 'server' ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
}
