import { createHash } from 'node:crypto'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { findKeptReply, forgetKey, keepReply, takeKey } from '../../store/catalogue/keptReplies.ts'
import type { KeptReplyRow } from '../../store/catalogue/signInSchema.ts'
import type { Halley } from '../halley.ts'

/** A request that is to be done once, however often it is sent. */
export interface KeyedRequest {
  readonly key: string
  /** What tells it from other requests: method, address, body. */
  readonly content: string
}

/** What a request was answered. */
export interface KeptReply {
  readonly status: number
  readonly reply: unknown
}

const keyForm = /^[\x21-\x7e]{1,200}$/

function keyFault(): Fault {
  return makeFault('http.idempotencyKey', 'Idempotency-Key: expected 1 to 200 visible ASCII characters, found others.', {
    hint: 'Send a new UUID with each new request.',
  })
}

function replyOf({ requestHash, status, reply }: KeptReplyRow, hash: string): Result<KeptReply> {
  if (requestHash !== hash) {
    return failure(
      makeFault('http.idempotency', 'Idempotency-Key: expected a key of this very request, found that of another one.', {
        hint: 'Send a new UUID with each new request.',
      }),
    )
  }
  if (status > 0) return success({ status, reply: JSON.parse(reply) as unknown })
  return failure(
    makeFault('http.idempotency', 'Expected an answer to the first request of this Idempotency-Key, found that there is none yet.', {
      hint: 'Wait, then send it again. Where the server was stopped meanwhile, look whether it was done, and use a new key.',
      retryable: true,
    }),
  )
}

/** Whether an answer holds for good: what failed on the side of the server may be tried again. */
function isFinal({ status }: KeptReply): boolean {
  return status < 500 && status !== 429
}

/**
 * Does the request of a user once: the same key with the same request gives the first answer again, for a day.
 *
 * @returns what `work` answered now or then; `http.idempotency` for the key of another request, or one still at work
 */
export async function onceByKey(
  halley: Halley,
  { key, content }: KeyedRequest,
  work: () => Promise<KeptReply>,
): Promise<Result<KeptReply & { readonly isReplayed: boolean }>> {
  if (!keyForm.test(key)) return failure(keyFault())
  const { user, now } = halley
  const { catalogue } = halley.store
  const requestHash = createHash('sha256').update(content).digest('hex')
  const row = { userId: user.id, idempotencyKey: key }
  if (!(await takeKey(catalogue, { ...row, requestHash, createdAt: now().toISOString() }))) {
    const kept = await findKeptReply(catalogue, row)
    // It was forgotten between the two looks: as rare as it is harmless to ask for it again.
    if (!kept) return onceByKey(halley, { key, content }, work)
    const reply = replyOf(kept, requestHash)
    return reply.ok ? success({ ...reply.value, isReplayed: true }) : reply
  }
  try {
    const reply = await work()
    if (isFinal(reply)) await keepReply(catalogue, row, { status: reply.status, reply: JSON.stringify(reply.reply) })
    else await forgetKey(catalogue, row)
    return success({ ...reply, isReplayed: false })
  } catch (error) {
    await forgetKey(catalogue, row)
    throw error
  }
}
