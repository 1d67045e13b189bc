import type { FastifyReply } from 'fastify'
import type { SentFile } from '../../app/drawn/openDrawn.ts'

const typeByEnding: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

/** Says what a file is that goes out as a stream, and how it is to be saved. @param saveAs the name that the browser saves it under */
export function announceFile(reply: FastifyReply, { name, bytes }: Pick<SentFile, 'name' | 'bytes'>, saveAs: string): void {
  const type = typeByEnding[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  const plain = saveAs.replaceAll(/[^\w .@-]/g, '_')
  void reply
    .header('content-type', type)
    .header('content-length', bytes)
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(saveAs)}`)
}
