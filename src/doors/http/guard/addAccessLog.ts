import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HalleyServer } from '../httpServer.ts'

/** The address without its query, which may hold secrets, and without signs that a terminal would act on. */
function pathOf({ url }: FastifyRequest): string {
  return (url.split('?')[0] ?? '').replace(/[^\x21-\x7e]/g, '?')
}

function lineOf(request: FastifyRequest, { statusCode, elapsedTime }: FastifyReply): string {
  return `${new Date().toISOString()} ${request.ip} ${request.method} ${pathOf(request)} ${statusCode} ${elapsedTime.toFixed(0)} ms`
}

/** Says one line for each request: when, from where, what, the answer, how long. No header, no body, no query is in it. */
export function addAccessLog({ fastify, onRequestLine }: HalleyServer): void {
  if (onRequestLine) fastify.addHook('onResponse', async (request, reply) => onRequestLine(lineOf(request, reply)))
}
