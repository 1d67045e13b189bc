import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { success, type Result } from '../../../fault/fault.ts'

interface SentFile {
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly stream: Readable
}

/** Answers with a file that the browser saves, as it is read. */
export function sendFile(reply: FastifyReply, { name, type, bytes, stream }: SentFile): Result<Readable> {
  reply.header('content-type', type)
  reply.header('content-length', bytes)
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  reply.header('x-content-type-options', 'nosniff')
  return success(stream)
}
