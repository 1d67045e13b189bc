import type { FastifyReply } from 'fastify'
import type { Readable } from 'node:stream'
import { etaVColumn, etaVPoints, etaVSources } from '../../../app/analyses/etaVPoints.ts'
import type { etaVEndpoints } from '../../../app/contract/api/etaV.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

interface SubjectQuery {
  readonly run: readonly string[]
  readonly q: string
  readonly project?: string | undefined
  readonly sample?: string | undefined
  readonly analysis?: string | undefined
}

function subjectOf({ run, project, q, sample, analysis }: SubjectQuery) {
  return { runs: run, project, query: q, sample, analysis }
}

function asBytes(reply: FastifyReply, stream: Result<Readable>): Result<Readable> {
  if (!stream.ok) return stream
  void reply.header('content-type', 'application/octet-stream').header('cache-control', 'private, no-cache')
  return success(stream.value)
}

export const etaVRoutes: Routes<typeof etaVEndpoints> = {
  listEtaVPoints: async ({ halley, query, reply }) => {
    const { flux, minDatapoints, fit: isFitted } = query
    return asBytes(reply, await etaVPoints(halley, { ...subjectOf(query), flux, minDatapoints, isFitted }))
  },
  listEtaVColumn: async ({ halley, query, reply }) => {
    const { flux, minDatapoints, column } = query
    return asBytes(reply, await etaVColumn(halley, { ...subjectOf(query), flux, minDatapoints }, column))
  },
  listEtaVSources: ({ halley, query }) => etaVSources(halley, subjectOf(query), query.keys.split(',')),
}
