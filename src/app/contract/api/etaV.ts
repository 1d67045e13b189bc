import { z } from 'zod'
import { etaVSourcesSchema } from '../etaVPlane.ts'
import { numberColumns } from '../sourceColumns.ts'
import { endpoints } from './endpoint.ts'

const listed = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value))

const subject = {
  run: listed.describe('Runs by name or id, each with a version as `lmc:2`; default version: the one that is shown').default([]),
  project: z.string().optional().describe('A project by name or id, instead of runs: all of its runs that show a version'),
  q: z.string().max(10_000).default('').describe('A source query; empty: all sources'),
  sample: z.string().optional().describe('A sample by name or id, instead of runs'),
  analysis: z.string().optional().describe('An analysis by name or id, instead of runs: its frozen points'),
}

const asked = {
  ...subject,
  flux: z.enum(['peak', 'int']).default('peak').describe('Peak or integrated flux densities'),
  minDatapoints: z.coerce.number().int().min(2).default(2).describe('Measurements that a source needs to take part'),
}

const common = { method: 'GET', tag: 'Eta-V', access: 'signedIn', produces: 'application/octet-stream' } as const

export const etaVEndpoints = endpoints({
  listEtaVPoints: {
    ...common,
    path: '/api/eta-v/points',
    summary: 'The sources of a query, a sample or an analysis in the plane of eta and V, with Gaussians fitted to them',
    description:
      'Binary, little endian. A head: the bytes `HEV1`, the length of a JSON text, the text, filled up to 8 bytes. Blocks: the number of rows, 4 bytes of nothing, then the columns id (float64), log10 eta and log10 V (float32), measurements and place of the version in the head (uint16), filled up to 8 bytes. An end: 4 bytes of nothing, the length of a JSON text, the text. Lengths and numbers are uint32.',
    query: z.object({ ...asked, fit: z.stringbool().default(true).describe('False: without Gaussians') }),
    reply: null,
  },
  listEtaVColumn: {
    ...common,
    path: '/api/eta-v/column',
    summary: 'One more column of the same sources, in the same order',
    description: 'Binary: float32, little endian; NaN where unknown. Name versions as `lmc:2`, so that the order is that of the points.',
    query: z.object({ ...asked, column: z.enum(numberColumns) }),
    reply: null,
  },
  listEtaVSources: {
    method: 'GET',
    tag: 'Eta-V',
    access: 'signedIn',
    path: '/api/eta-v/sources',
    summary: 'Names and positions of some of these sources',
    query: z.object({
      ...subject,
      keys: z
        .string()
        .regex(/^\d{1,5}-\d{1,16}(,\d{1,5}-\d{1,16}){0,499}$/)
        .describe('Up to 500, each as place of the version in the head, `-`, id of the source; with commas between'),
    }),
    reply: etaVSourcesSchema,
  },
})
