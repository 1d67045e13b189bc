import type { FastifyRequest } from 'fastify'
import { touchedItem } from '../../../app/live/touchedItem.ts'
import type { HalleyServer } from '../httpServer.ts'

/** `/api/runs/:run/comments/:comment`: the parameter of the item, what of it changed. */
const itemPath = /^\/api\/(?:projects|runs|samples|analyses|items)\/:(\w+)(?:\/(\w+))?/

async function touch({ halley, live }: HalleyServer, { routeOptions, params }: FastifyRequest): Promise<void> {
  const [, parameter, part = null] = itemPath.exec(routeOptions.url ?? '') ?? []
  const value = params && typeof params === 'object' && parameter ? Reflect.get(params, parameter) : undefined
  const change = typeof value === 'string' ? await touchedItem(halley, value, part) : null
  if (change) live.touch(change)
}

/**
 * Tells browsers of what calls change that leaves no event in the history, such as comments and drafts; and ends their
 * streams with the server.
 */
export function followChanges(server: HalleyServer): void {
  const { fastify, live } = server
  fastify.addHook('onResponse', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || reply.statusCode >= 300) return
    await touch(server, request)
  })
  fastify.addHook('preClose', () => live.stop())
}
