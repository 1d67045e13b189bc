import type { FastifyReply, FastifyRequest } from 'fastify'

/** Aborts when who reads has gone before they have the whole answer. What changes something is done to its end all the same. */
export function goneSignal({ method }: FastifyRequest, { raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  if (method === 'GET') {
    raw.once('close', () => {
      if (!raw.writableFinished) gone.abort()
    })
  }
  return gone.signal
}
