import type { FastifyReply } from 'fastify'
import type { SentFile } from '../../app/drawn/openDrawn.ts'

const typeByEnding: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  parquet: 'application/vnd.apache.parquet',
  vot: 'application/x-votable+xml',
  arrow: 'application/vnd.apache.arrow.file',
  reg: 'text/plain; charset=utf-8',
  crtf: 'text/plain; charset=utf-8',
}

/** Says what a file is that goes out as it is made. */
export function announceStream(reply: FastifyReply, name: string): void {
  const type = typeByEnding[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  const plain = name.replaceAll(/[^\w .@-]/g, '_')
  void reply
    .header('content-type', type)
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
}

/** {@link announceStream} for a file whose size is known. @param saveAs the name that the browser saves it under */
export function announceFile(reply: FastifyReply, { bytes }: Pick<SentFile, 'bytes'>, saveAs: string): void {
  announceStream(reply, saveAs)
  void reply.header('content-length', bytes)
}
