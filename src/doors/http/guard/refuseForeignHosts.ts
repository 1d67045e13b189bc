import { makeFault } from '../../../fault/fault.ts'
import { faultReply, faultStatus } from '../faultStatus.ts'
import type { HalleyServer } from '../httpServer.ts'

const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** The name in a Host header, without its port; null for what is none. */
function nameOf(host: string): string | null {
  const url = URL.parse(`http://${host}`)
  return url !== null && url.pathname === '/' && url.username === '' && url.search === '' && url.hash === '' ? url.hostname : null
}

/**
 * On a laptop, answers only requests to names of this machine itself: a page elsewhere may give its own name this
 * address, and would pass as a page of this server. Any port, since tunnels change it.
 */
export function refuseForeignHosts({ fastify, mode, address }: HalleyServer): void {
  if (mode !== 'laptop') return
  const names = address === null ? loopbackHosts : [...loopbackHosts, new URL(address).hostname]
  fastify.addHook('onRequest', async (request, reply) => {
    const { host = '' } = request.headers
    const name = nameOf(host)
    if (name !== null && names.includes(name)) return
    const fault = makeFault('http.host', `Expected a request to localhost, found one to ${JSON.stringify(host)}.`, {
      hint: 'Open the address that ./halley serve printed. To serve others: ./halley serve --host ADDRESS',
    })
    await reply.code(faultStatus(fault)).send(faultReply(fault))
  })
}
