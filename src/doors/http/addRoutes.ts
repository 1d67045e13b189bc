import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint, Endpoints } from '../../app/contract/api/endpoint.ts'
import { faultReplySchema } from '../../app/contract/api/faultReply.ts'
import { whileAwaited } from '../../app/queries/tablesProcess.ts'
import { settleResult, type Fault } from '../../fault/fault.ts'
import { goneSignal } from './goneSignal.ts'
import { retryAfterS } from './databaseAway.ts'
import type { HalleyServer } from './httpServer.ts'
import { faultReply, faultStatus } from './faultStatus.ts'
import { answerOnce } from './idempotency/answerOnce.ts'
import type { Call, Route, Routes } from './routes.ts'
import { callerOf, type Caller } from './sessions/callerOf.ts'

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

function refuse(reply: FastifyReply, fault: Fault): FastifyReply {
  const status = faultStatus(fault)
  if (status === 503 && fault.retryable) reply.header('retry-after', retryAfterS)
  return reply.code(status).send(faultReply(fault))
}

/** Who asks is found out first: nobody is told what a call takes, or reads what they send, before that. */
function partsOf(endpoint: Endpoint, server: HalleyServer, findRoute: () => Promise<AnyRoute>) {
  const callers = new WeakMap<FastifyRequest, Caller>()
  return {
    async onRequest(request: FastifyRequest, reply: FastifyReply) {
      const caller = await callerOf(server, request, endpoint)
      if (!caller.ok) return refuse(reply, caller.fault)
      callers.set(request, caller.value)
      return undefined
    },
    async handler(request: FastifyRequest, reply: FastifyReply) {
      const { params, query, body } = request
      const isLetIn = async () => (await callerOf(server, request, endpoint)).ok
      const caller = callers.get(request)
      if (!caller) throw new Error(`${request.url} was let in without a caller`)
      const given = { server, mode: server.mode, live: server.live, isLetIn, params, query, body, request, reply }
      const call = { ...caller, ...given } as Call<Endpoint>
      const asked = { endpoint, halley: caller.halley, request, reply }
      const answer = () => answerOnce(asked, () => settleResult(async () => (await findRoute())(call)))
      const answered = await settleResult(() => whileAwaited(goneSignal(request, reply), answer))
      return answered.ok ? reply.code(endpoint.status ?? 200).send(answered.value) : refuse(reply, answered.fault)
    },
  }
}

function limitsOf({ mostPerMinute, mostBodyBytes }: Endpoint) {
  return {
    ...(mostPerMinute === undefined ? {} : { config: { rateLimit: { max: mostPerMinute, timeWindow: 60_000 } } }),
    ...(mostBodyBytes === undefined ? {} : { bodyLimit: mostBodyBytes }),
  }
}

/**
 * Adds the routes of a group to the server: each is checked by the schemas of its endpoint on the way in and out.
 *
 * @param load gives what answers them, at each call
 */
export function addRoutes<Group extends Endpoints>(server: HalleyServer, group: Group, load: () => Promise<Routes<Group>>): void {
  for (const [name, endpoint] of Object.entries(group)) {
    const findRoute = async () => (await load())[name] as unknown as AnyRoute
    const { method, path: url } = endpoint
    const schema = { operationId: name, ...schemaOf(endpoint) }
    server.fastify.route({ method, url, schema, ...partsOf(endpoint, server, findRoute), ...limitsOf(endpoint) })
  }
}
