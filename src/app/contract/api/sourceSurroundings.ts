import { z } from 'zod'
import { sourceColumnNames } from '../sourceColumns.ts'
import { besideSourceSchema, neighbourShapesSchema, relationGraphSchema } from '../sourceSurroundings.ts'
import { endpoints } from './endpoint.ts'

const common = { method: 'GET', tag: 'Sources', access: 'signedIn' } as const
const params = z.object({ run: z.string(), source: z.coerce.number().int().min(0) })
const version = z.coerce.number().int().min(1).optional()
const listed = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value))

export const sourceSurroundingsEndpoints = endpoints({
  showBesideSource: {
    ...common,
    path: '/api/runs/:run/sources/:source/beside',
    summary: 'The sources before and after one in a query',
    description: '`in`, `q`, `sort` and `descending` are the `run`, `q`, `sort` and `descending` of the list of sources.',
    params,
    query: z.object({
      in: listed.describe('Runs that the query is asked of; none: all').default([]),
      project: z.string().optional().describe('Instead of runs: all runs of a project'),
      sample: z.string().optional().describe('Instead of runs: the rows of a sample'),
      q: z.string().max(10_000).default(''),
      sort: z.enum(sourceColumnNames as [string, ...string[]]).default('id'),
      descending: z.stringbool().default(false),
    }),
    reply: besideSourceSchema,
  },
  showRelations: {
    ...common,
    path: '/api/runs/:run/sources/:source/relations',
    summary: 'What a source is entangled with, as a graph',
    params,
    query: z.object({ version }),
    reply: relationGraphSchema,
  },
  showNeighbours: {
    ...common,
    path: '/api/runs/:run/sources/:source/neighbours',
    summary: 'The measurements of the sources around a source',
    params,
    query: z.object({ version, radius: z.coerce.number().min(1).max(3600).default(120).describe('arcsec') }),
    reply: neighbourShapesSchema,
  },
})
