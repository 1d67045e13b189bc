import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { makeFault } from '../../../fault/fault.ts'
import { faultReply } from '../faultStatus.ts'
import type { HalleyServer } from '../httpServer.ts'

const YEAR_S = 31_536_000

/** Serves the built site: its files by their hashed names for ever, its one page for every other address. */
export async function addSite({ fastify, siteFolder }: HalleyServer): Promise<void> {
  if (siteFolder !== null) {
    await fastify.register(fastifyStatic, { root: join(siteFolder, 'assets'), prefix: '/assets/', immutable: true, maxAge: YEAR_S * 1000 })
  }
  fastify.setNotFoundHandler(async (request, reply) => {
    const isPage = siteFolder !== null && request.method === 'GET' && !/^\/(api|assets)(\/|$)/.test(request.url)
    if (isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html', siteFolder)
    const fault = makeFault('input.address', `${request.method} ${request.url}: expected a call of the API, found none of that name.`, {
      hint: 'See /api/docs for all calls.',
    })
    return reply.code(404).send(faultReply(fault))
  })
}
