import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint, Endpoints } from '../../app/contract/api/endpoint.ts'
import { faultReplySchema } from '../../app/contract/api/faultReply.ts'
import { settleResult } from '../../fault/fault.ts'
import type { HalleyServer } from './httpServer.ts'
import { faultReply, faultStatus } from './faultStatus.ts'
import type { Call, Route, Routes } from './routes.ts'
import { callerOf } from './sessions/callerOf.ts'

type AnyRoute = Route<Endpoint>

function schemaOf({ summary, description, tag, params, query, body, reply, produces, status = 200 }: Endpoint) {
  const answer = reply ? { [status]: reply, '4xx': faultReplySchema, '5xx': faultReplySchema } : {}
  return {
    summary,
    tags: [tag],
    ...(description ? { description } : {}),
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    ...(produces ? { produces: [produces] } : {}),
    response: answer as Record<string, z.ZodType>,
  }
}

function handlerOf(endpoint: Endpoint, server: HalleyServer, route: AnyRoute) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const answered = await settleResult(async () => {
      const caller = await callerOf(server, request, endpoint)
      if (!caller.ok) return caller
      const { params, query, body } = request
      return route({ ...caller.value, mode: server.mode, params, query, body, request, reply } as Call<Endpoint>)
    })
    if (answered.ok) return reply.code(endpoint.status ?? 200).send(answered.value)
    return reply.code(faultStatus(answered.fault)).send(faultReply(answered.fault))
  }
}

/** Adds the routes of a group to the server: each is checked by the schemas of its endpoint on the way in and out. */
export function addRoutes<Group extends Endpoints>(server: HalleyServer, group: Group, routes: Routes<Group>): void {
  for (const [name, endpoint] of Object.entries(group)) {
    const route = routes[name] as unknown as AnyRoute
    const { method, path: url } = endpoint
    server.fastify.route({ method, url, schema: { operationId: name, ...schemaOf(endpoint) }, handler: handlerOf(endpoint, server, route) })
  }
}
