import { z } from 'zod'
import {
  measurementColumns,
  measurementPageSchema,
  missingInputSchema,
  runImageSchema,
  runProductsSchema,
  runSizeSchema,
} from '../runContents.ts'
import { tableFormatSchema } from '../tableFile.ts'
import { endpoints } from './endpoint.ts'
import { runParams } from './runs.ts'

const common = { tag: 'Contents', access: 'signedIn', method: 'GET', params: runParams } as const
const version = z.coerce.number().int().min(1).optional().describe('Default: the version that is shown')

const measurementFilter = {
  version,
  image: z.coerce.number().int().optional().describe('Number of the image'),
  forced: z.enum(['only', 'without']).optional().describe('Default: both kinds'),
}

export const runContentsEndpoints = endpoints({
  listRunImages: {
    ...common,
    path: '/api/runs/:run/images',
    summary: 'The images of a version, in the order of time',
    query: z.object({ version }),
    reply: z.object({ version: z.number(), images: z.array(runImageSchema) }),
  },
  listMissingInputs: {
    ...common,
    path: '/api/runs/:run/missing-inputs',
    summary: 'Files that a version was made from and that are not there now',
    query: z.object({ version }),
    reply: z.object({ missing: z.array(missingInputSchema) }),
  },
  listMeasurements: {
    ...common,
    path: '/api/runs/:run/measurements',
    summary: 'The measurements of a version, a page at a time',
    query: z.object({
      ...measurementFilter,
      sort: z.enum(measurementColumns).default('id'),
      descending: z.stringbool().default(false),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      after: z.string().max(200).optional().describe('`next` of the page before'),
    }),
    reply: measurementPageSchema,
  },
  exportMeasurements: {
    ...common,
    path: '/api/runs/:run/measurements/export',
    summary: 'All measurements of a version, or of one of its images, as a file',
    description: 'Sent as it is read, however many there are, in the order of their ids and with all columns.',
    query: z.object({ ...measurementFilter, format: tableFormatSchema }),
    reply: null,
    produces: 'application/octet-stream',
  },
  showRunSize: {
    ...common,
    path: '/api/runs/:run/size',
    summary: 'What a run takes on the disk',
    reply: runSizeSchema,
  },
  listRunProducts: {
    ...common,
    path: '/api/runs/:run/products',
    summary: 'Samples and analyses made from a run',
    reply: runProductsSchema,
  },
})
