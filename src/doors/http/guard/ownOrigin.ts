import type { FastifyRequest } from 'fastify'
import type { HalleyServer } from '../httpServer.ts'

/** The origin that pages of this server have for who made a request, such as `https://halley.example.org`. */
export function ownOrigin({ address, mode }: Pick<HalleyServer, 'address' | 'mode'>, request: FastifyRequest): string {
  if (address !== null) return new URL(address).origin
  // Without a proxy that is trusted nobody but the connection itself says where it leads to.
  return mode === 'laptop' ? `http://${request.headers.host ?? ''}` : `${request.protocol}://${request.host}`
}
