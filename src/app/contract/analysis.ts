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
  z.object({ kind: z.literal('run'), id: z.string(), name: z.string().describe('The name that it had'), version: z.number() }),
  z.object({ kind: z.literal('sample'), id: z.string(), name: z.string() }),
])

export const analysisSummarySchema = drawnSummarySchema.extend({
  method: z.literal('etaV'),
  parameters: etaVParametersSchema,
  of: subjectSchema,
  eta: thresholdSchema,
  v: thresholdSchema,
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

export const newAnalysisSchema = z.strictObject({
  name: z.string().describe('Unique among the analyses of its project'),
  description: z.string().optional().describe('What it is for, at most 240 characters'),
  project: z.string().optional().describe('Name or id of the project that it goes to'),
  of: z.union([
    z.strictObject({ run: z.string(), version: z.number().int().min(1).optional().describe('Default: the version that is shown') }),
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
