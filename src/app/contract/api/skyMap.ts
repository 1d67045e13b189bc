import { z } from 'zod'
import { densitySchema, finestOrder, footprintsSchema } from '../skyMap.ts'
import { endpoints } from './endpoint.ts'

const listed = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value))

const run = listed.describe('Runs by name or id, each with a version as `lmc:2`; default: all that you may see and that show a version')

const common = { tag: 'Sky', access: 'signedIn', method: 'GET' } as const

export const skyMapEndpoints = endpoints({
  listFootprints: {
    ...common,
    path: '/api/sky/footprints',
    summary: 'Where on the sky the images of some runs are, by their corners',
    query: z.object({ run: run.default([]) }),
    reply: footprintsSchema,
  },
  countOnSky: {
    ...common,
    path: '/api/sky/density',
    summary: 'How many of the sources that a query is true of lie in which HEALPix cell',
    query: z.object({
      run: run.default([]),
      q: z.string().max(10_000).default('').describe('A source query; empty: all sources'),
      order: z.coerce.number().int().min(0).max(finestOrder).default(5).describe('HEALPix order'),
    }),
    reply: densitySchema,
  },
})
