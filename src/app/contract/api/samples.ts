import { z } from 'zod'
import { operationViewSchema } from '../operation.ts'
import { sampleCurvesSchema, samplePointsSchema, sampleSourceSchema } from '../sampleCurves.ts'
import { combinationChoiceSchema, newSampleSchema, sampleAgainSchema, sampleDetailsSchema, sampleSummarySchema } from '../sample.ts'
import { sourcePageQuerySchema, sourcePageSchema } from '../sourcePage.ts'
import { endpoints } from './endpoint.ts'

const sampleParams = z.object({ sample: z.string().describe('Id of a sample; or its name, or PROJECT/NAME, where one alone has it') })

const common = { tag: 'Samples', access: 'signedIn' } as const

export const samplesEndpoints = endpoints({
  listSamples: {
    ...common,
    method: 'GET',
    path: '/api/samples',
    summary: 'The samples that you may read, newest first',
    query: z.object({ project: z.string().optional().describe('Name or id of a project: those in it alone') }),
    reply: z.object({ samples: z.array(sampleSummarySchema) }),
  },
  showSample: {
    ...common,
    method: 'GET',
    path: '/api/samples/:sample',
    summary: 'One sample: its query, where it is from, its files',
    params: sampleParams,
    reply: sampleDetailsSchema,
  },
  drawSample: {
    ...common,
    method: 'POST',
    path: '/api/samples',
    summary: 'Draw a sample: freeze the sources that a query is true of, with all their measurements',
    description: 'A mistake in the query comes with its place, in `data.column`, counted from 1.',
    body: newSampleSchema,
    reply: operationViewSchema,
    status: 202,
  },
  drawSampleAgain: {
    ...common,
    method: 'POST',
    path: '/api/samples/:sample/again',
    summary: 'Draw a new sample by the query of another, from the versions that its runs show now',
    params: sampleParams,
    body: sampleAgainSchema,
    reply: operationViewSchema,
    status: 202,
  },
  combineSamples: {
    ...common,
    method: 'POST',
    path: '/api/samples/combine',
    summary: 'Combine samples to a new one: the sources in all of them, in any, or in the first and none of the others',
    description: 'Each source comes once, as in the newest version of its run that a sample has it of, with its measurements.',
    body: combinationChoiceSchema,
    reply: operationViewSchema,
    status: 202,
  },
  listSampleSources: {
    ...common,
    method: 'GET',
    path: '/api/samples/:sample/sources',
    summary: 'The sources of a sample, some a call',
    params: sampleParams,
    query: sourcePageQuerySchema,
    reply: sourcePageSchema,
  },
  listSampleCurves: {
    ...common,
    method: 'GET',
    path: '/api/samples/:sample/curves',
    summary: 'Light curves of the sources of a sample, some a call',
    params: sampleParams,
    query: sourcePageQuerySchema.extend({ limit: z.coerce.number().int().min(1).max(96).default(24) }),
    reply: sampleCurvesSchema,
  },
  showSamplePoints: {
    ...common,
    method: 'GET',
    path: '/api/samples/:sample/points',
    summary: 'Where the sources of a sample are, for a map',
    description: 'Of more than `most`, some are chosen: the same each time.',
    params: sampleParams,
    query: z.object({ most: z.coerce.number().int().min(0).max(50_000).default(10_000) }),
    reply: samplePointsSchema,
  },
  showSampleSource: {
    ...common,
    method: 'GET',
    path: '/api/samples/:sample/source',
    summary: 'One source as the sample keeps it, with its light curve, whatever has become of its run',
    params: sampleParams,
    query: z.object({
      run: z.string().describe('As in its row of the sample'),
      version: z.coerce.number().int().min(1),
      id: z.coerce.number().int().min(0),
    }),
    reply: sampleSourceSchema,
  },
  downloadSampleFile: {
    ...common,
    method: 'GET',
    path: '/api/samples/:sample/files/:file',
    summary: 'One file of a sample',
    params: sampleParams.extend({ file: z.string().describe('A name that `showSample` gives') }),
    query: z.object({ as: z.enum(['csv']).optional().describe('A table as CSV instead of Parquet') }),
    reply: null,
    produces: 'application/octet-stream',
  },
})
