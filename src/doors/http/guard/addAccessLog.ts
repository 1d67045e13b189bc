import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tell } from '../../../app/logging/tell.ts'
import type { HalleyServer } from '../httpServer.ts'

/** The address without its query, which may hold secrets, and without signs that a terminal would act on. */
function pathOf({ url }: FastifyRequest): string {
  return (url.split('?')[0] ?? '').replace(/[^\x21-\x7e]/g, '?')
}

function tellOf(tell: Tell, request: FastifyRequest, { statusCode: status, elapsedTime }: FastifyReply): void {
  const { ip, method } = request
  const [path, ms] = [pathOf(request), Math.round(elapsedTime)]
  tell(`${ip} ${method} ${path} ${status} ${ms} ms`, { ip, method, path, status, ms })
}

/** Tells of each request from where, what, the answer, how long. No header, no body, no query is in it. */
export function addAccessLog({ fastify, onRequest }: HalleyServer): void {
  if (onRequest) fastify.addHook('onResponse', async (request, reply) => tellOf(onRequest, request, reply))
}
