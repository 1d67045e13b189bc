import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { drawnDetailsShape, drawnSummarySchema, originStateSchema } from './drawn.ts'
import { sourceQuerySchema } from './sourceQuery.ts'

const sampleCountsSchema = z.object({ sources: z.number(), measurements: z.number(), forced: z.number(), images: z.number() })

const sampleOriginSchema = originStateSchema.extend({
  runId: z.string(),
  run: z.string().describe('The name that the run had'),
  version: z.number(),
})

export const sampleSummarySchema = drawnSummarySchema.extend({
  query: z.string().describe('The query as text'),
  counts: sampleCountsSchema,
  origins: z.array(sampleOriginSchema).describe('The versions that it was drawn from'),
  predecessor: z
    .object({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .describe('The sample that it was drawn again from; its name is null for who may not see it'),
})

export type SampleSummary = Frozen<z.output<typeof sampleSummarySchema>>

export const sampleDetailsSchema = sampleSummarySchema.extend({ queryData: sourceQuerySchema, ...drawnDetailsShape })

export type SampleDetails = Frozen<z.output<typeof sampleDetailsSchema>>

const versionChoice = z.object({
  run: z.string().describe('Name or id of a run'),
  version: z.number().int().min(1).optional().describe('Default: the version that is shown'),
})

const queryTextSchema = z
  .string()
  .max(10_000)
  .describe('Which sources: conditions joined with `and`, `or`, `not` and brackets; empty for all')
  .meta({ examples: ['n_meas >= 3 and eta_peak > 2.5 and not new'] })

const placeShape = {
  description: z.string().optional().describe('What it is for, at most 240 characters'),
  project: z.string().optional().describe('Name or id of the project that it goes to'),
}

export const newSampleSchema = z.strictObject({
  name: z.string().describe('Unique among the samples of its project'),
  ...placeShape,
  from: z.array(versionChoice).max(100),
  query: queryTextSchema,
})

export const sampleAgainSchema = z.strictObject({
  name: z.string().optional().describe('Default: the name of the sample with the next number behind it'),
  ...placeShape,
})
