import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { drawnDetailsShape, drawnSummarySchema, originStateSchema } from './drawn.ts'
import { etaVParametersSchema } from './etaVParameters.ts'

/** One of the two measures: a Gaussian through its logarithms to base 10, and what is above it. */
export const thresholdSchema = z.object({
  mean: z.number(),
  sigma: z.number(),
  count: z.number().describe('How many values were left to fit'),
  threshold: z.number().describe('Of the measure itself'),
})

const subjectSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    id: z.string(),
    name: z.string().describe('The name that it had'),
    version: z.number(),
    query: z.string().describe('Which of its sources; empty: all'),
  }),
  z.object({ kind: z.literal('sample'), id: z.string(), name: z.string() }),
])

const foundSchema = z.object({
  correlation: z.number().describe('Of log eta and log V, in the core of both'),
  expected: z
    .object({
      byGaussians: z
        .number()
        .nullable()
        .describe('Where log eta and log V are as fitted, with their correlation; null for a cut by p-values'),
      byChiSquared: z.number().describe('Where eta is as chi-squared says: by eta alone, so at most so many'),
    })
    .describe('How many candidates to expect among sources that are all steady'),
  lnLargest: z
    .number()
    .nullable()
    .describe(
      'Natural logarithm of the largest p-value of eta that was kept; null where candidates are told by thresholds, or there are none',
    ),
})

/** What a cut says of itself. */
export type EtaVFound = Frozen<z.output<typeof foundSchema>>

export const analysisSummarySchema = drawnSummarySchema.extend({
  method: z.literal('etaV'),
  parameters: etaVParametersSchema,
  of: subjectSchema,
  eta: thresholdSchema,
  v: thresholdSchema,
  found: foundSchema.nullable().describe('Null for analyses made before Halley told it'),
  origin: originStateSchema,
  counts: z.object({ sources: z.number(), used: z.number(), candidates: z.number() }),
})

export type AnalysisSummary = Frozen<z.output<typeof analysisSummarySchema>>

const candidateSchema = z.object({
  run: z.string(),
  version: z.number(),
  id: z.number(),
  name: z.string(),
  eta: z.number(),
  v: z.number(),
})

export type Candidate = Frozen<z.output<typeof candidateSchema>>

export const analysisDetailsSchema = analysisSummarySchema.extend({
  candidates: z.array(candidateSchema).describe('By run, version and source'),
  ...drawnDetailsShape,
})

export type AnalysisDetails = Frozen<z.output<typeof analysisDetailsSchema>>

/** What came of making an analysis again. */
export interface AnalysisRerun {
  readonly name: string
  readonly isSame: boolean
  /** Whether what it was made of has the content that it had. */
  readonly isSameInput: boolean
  readonly files: readonly { readonly name: string; readonly hash: string; readonly isSame: boolean }[]
  /** Versions of Halley. */
  readonly madeWith: string
  readonly rerunWith: string
}

export const newAnalysisSchema = z.strictObject({
  name: z.string().describe('Unique among the analyses of its project'),
  description: z.string().optional().describe('What it is for, at most 240 characters'),
  project: z.string().optional().describe('Name or id of the project that it goes to'),
  of: z.union([
    z.strictObject({
      run: z.string(),
      version: z.number().int().min(1).optional().describe('Default: the version that is shown'),
      query: z.string().max(10_000).optional().describe('A source query; default: all sources'),
    }),
    z.strictObject({ sample: z.string() }),
  ]),
  parameters: etaVParametersSchema.prefault({}),
})

const column = z.array(z.number())

export const analysisPointsSchema = z.object({
  used: z.number().describe('How many sources took part'),
  shown: z.number().describe('How many of them are here: all candidates, and of the others evenly many where there are too many'),
  sourceId: column,
  name: z.array(z.string()),
  run: z.array(z.string()),
  version: column,
  eta: column,
  v: column,
  datapoints: column,
  isCandidate: z.array(z.boolean()),
})

/** The frozen points of an analysis by columns, for its plot. */
export type AnalysisPoints = Frozen<z.output<typeof analysisPointsSchema>>
