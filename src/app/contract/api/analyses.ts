import { z } from 'zod'
import { analysisDetailsSchema, analysisPointsSchema, analysisSummarySchema, newAnalysisSchema } from '../analysis.ts'
import { operationViewSchema } from '../operation.ts'
import { endpoints } from './endpoint.ts'

const analysisParams = z.object({
  analysis: z.string().describe('Id of an analysis; or its name, or PROJECT/NAME, where one alone has it'),
})

const common = { tag: 'Analyses', access: 'signedIn' } as const

export const analysesEndpoints = endpoints({
  listAnalyses: {
    ...common,
    method: 'GET',
    path: '/api/analyses',
    summary: 'The analyses that you may read, newest first',
    query: z.object({ project: z.string().optional().describe('Name or id of a project: those in it alone') }),
    reply: z.object({ analyses: z.array(analysisSummarySchema) }),
  },
  showAnalysis: {
    ...common,
    method: 'GET',
    path: '/api/analyses/:analysis',
    summary: 'One analysis: its parameters, thresholds, candidates and files',
    params: analysisParams,
    reply: analysisDetailsSchema,
  },
  makeAnalysis: {
    ...common,
    method: 'POST',
    path: '/api/analyses',
    summary: 'Make an eta-V analysis of a version of a run, or of a sample',
    body: newAnalysisSchema,
    reply: operationViewSchema,
    status: 202,
  },
  showAnalysisPoints: {
    ...common,
    method: 'GET',
    path: '/api/analyses/:analysis/points',
    summary: 'The sources that took part in an analysis, for a plot: all candidates, and of the others as many as are wanted',
    params: analysisParams,
    query: z.object({ most: z.coerce.number().int().min(0).max(100_000).default(5000).describe('Of those that are no candidates') }),
    reply: analysisPointsSchema,
  },
  rerunAnalysis: {
    ...common,
    method: 'POST',
    path: '/api/analyses/:analysis/rerun',
    summary: 'Make an analysis again from what it was made of, and tell whether it comes to the same bytes',
    description: 'Nothing is kept of it. The outcome of the operation says of each file whether it is the same.',
    params: analysisParams,
    reply: operationViewSchema,
    status: 202,
  },
  downloadAnalysisReport: {
    ...common,
    method: 'GET',
    path: '/api/analyses/:analysis/report',
    summary: 'An analysis as one HTML page with its figure and tables within: it needs no network and no script',
    params: analysisParams,
    reply: null,
    produces: 'text/html',
  },
  downloadAnalysisFile: {
    ...common,
    method: 'GET',
    path: '/api/analyses/:analysis/files/:file',
    summary: 'One file of an analysis',
    params: analysisParams.extend({ file: z.string().describe('A name that `showAnalysis` gives') }),
    query: z.object({ as: z.enum(['csv']).optional().describe('A table as CSV instead of Parquet') }),
    reply: null,
    produces: 'application/octet-stream',
  },
})
