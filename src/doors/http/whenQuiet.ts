import type { FastifyInstance } from 'fastify'

/** Acts each time that nobody has asked anything for a while, and once so long after this call. */
export function whenQuiet(fastify: FastifyInstance, quietMs: number, act: () => void): void {
  const timer = setTimeout(act, quietMs).unref()
  fastify.addHook('onResponse', async ({ url }) => {
    // What watches the server asks for ever.
    if (url.startsWith('/api/')) timer.refresh()
  })
  fastify.addHook('onClose', async () => clearTimeout(timer))
}
