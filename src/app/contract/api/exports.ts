import { z } from 'zod'
import { operationViewSchema } from '../operation.ts'
import { runFileSchema } from '../runFile.ts'
import { endpoints } from './endpoint.ts'
import { runParams } from './runs.ts'

const common = { tag: 'Exports', access: 'signedIn' } as const
const version = z.coerce.number().int().min(1).optional().describe('Default: the version that is shown')

export const exportsEndpoints = endpoints({
  listRunFiles: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/files',
    summary: 'The files of a version, exports included',
    params: runParams,
    query: z.object({ version }),
    reply: z.object({ version: z.number(), files: z.array(runFileSchema) }),
  },
  downloadRunFile: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/files/:file',
    summary: 'One file of a version',
    params: runParams.extend({ file: z.string().describe('A name that `listRunFiles` gives') }),
    query: z.object({ version }),
    reply: null,
    produces: 'application/octet-stream',
  },
  exportRun: {
    ...common,
    method: 'POST',
    path: '/api/runs/:run/exports',
    summary: 'Write measurements.arrow and measurement_pairs.arrow of a version',
    params: runParams,
    body: z.object({
      version: z.number().int().min(1).optional(),
      overwrite: z.boolean().default(false).describe('Replace files of an earlier export'),
    }),
    status: 202,
    reply: operationViewSchema,
  },
})
