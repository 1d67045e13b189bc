import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint } from '../../../app/contract/api/endpoint.ts'
import type { FaultReply } from '../../../app/contract/api/faultReply.ts'
import type { Halley } from '../../../app/halley.ts'
import { onceByKey } from '../../../app/idempotency/onceByKey.ts'
import { failure, success, type Result } from '../../../fault/fault.ts'
import { faultReply, faultStatus } from '../faultStatus.ts'

interface Asked {
  readonly endpoint: Endpoint
  readonly halley: Halley
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Whether an answer of the endpoint can be kept: it changes something, is JSON, has no secret in it, and somebody's. */
function keepsReplies({ method, access, reply, hasSecrets }: Endpoint): boolean {
  return method !== 'GET' && access === 'signedIn' && reply !== null && hasSecrets !== true
}

/** Answers a request with an `Idempotency-Key` once: sent again, it gets the answer of the first time. */
export async function answerOnce(
  { endpoint, halley, request, reply }: Asked,
  work: () => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  const key = request.headers['idempotency-key']
  if (key === undefined || !keepsReplies(endpoint)) return work()
  const content = JSON.stringify([request.method, request.url, request.body ?? null])
  const kept = await onceByKey(halley, { key: String(key), content }, async () => {
    const answered = await work()
    return answered.ok
      ? { status: endpoint.status ?? 200, reply: answered.value }
      : { status: faultStatus(answered.fault), reply: faultReply(answered.fault) }
  })
  if (!kept.ok) return kept
  if (kept.value.isReplayed) reply.header('idempotency-replayed', 'true')
  return kept.value.status < 400 ? success(kept.value.reply) : failure((kept.value.reply as FaultReply).error)
}
