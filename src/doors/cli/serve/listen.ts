import type { FastifyInstance } from 'fastify'
import { failure, makeFault, success, type Fault, type Result } from '../../../fault/fault.ts'

function listenFault(host: string, port: number, error: Error & { code?: string }): Fault | null {
  const data = { host, port }
  if (error.code === 'EADDRINUSE') {
    return makeFault('serve.port', `Port ${port} of ${host}: expected it free, found that a program listens there.`, {
      hint: `Is Halley served there already? Another port: ./halley serve --port ${port + 1}, or --port 0 for any that is free.`,
      data,
    })
  }
  if (error.code === 'EACCES') {
    return makeFault('serve.port', `Port ${port}: expected one that this user may listen at, found that the system refuses.`, {
      hint: 'Take one from 1024 on, and let a proxy in front listen at 443.',
      data,
    })
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
    return makeFault('serve.host', `--host ${host}: expected an address of this machine, found none.`, {
      hint: 'All addresses of this machine: --host 0.0.0.0',
      data,
    })
  }
  return null
}

/** Begins to listen. @returns the port; `serve.port`, `serve.host` for where it cannot */
export async function listen(fastify: FastifyInstance, host: string, port: number): Promise<Result<number>> {
  try {
    await fastify.listen({ host, port })
  } catch (error) {
    const fault = error instanceof Error ? listenFault(host, port, error) : null
    if (!fault) throw error
    return failure(fault)
  }
  const address = fastify.server.address()
  return success(typeof address === 'object' && address ? address.port : port)
}
