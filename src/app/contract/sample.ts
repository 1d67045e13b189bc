import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { drawnDetailsShape, drawnSummarySchema, originStateSchema } from './drawn.ts'
import { sourceQuerySchema } from './sourceQuery.ts'

/** `and`: in all of them; `or`: in any; `minus`: in the first and in none of the others. */
export const setOperators = ['and', 'or', 'minus'] as const

export type SetOperator = (typeof setOperators)[number]

/** How many samples are combined at once. */
export const mostCombined = 20

/** Beyond this, neighbours on the sky are certainly other sources. */
export const mostRadiusArcsec = 600

const sampleCountsSchema = z.object({ sources: z.number(), measurements: z.number(), forced: z.number(), images: z.number() })

const sampleOriginSchema = originStateSchema.extend({
  runId: z.string(),
  run: z.string().describe('The name that the run had'),
  version: z.number(),
  head: z.number().nullable().describe('The version that the run shows now; null where it shows none, or is gone or out of sight'),
  hasChanged: z.boolean().describe('Whether the run shows another result now: the sample may be drawn again'),
})

const combinationSchema = z.object({
  operator: z.enum(setOperators),
  radiusArcsec: z.number().nullable().describe('Null: sources are the same by run and id; else also those within this distance'),
  where: z.string().nullable().describe('The query that sources had to fit besides; null: none'),
  parents: z
    .array(originStateSchema.extend({ id: z.string(), name: z.string().nullable().describe('Null for who may not see it') }))
    .describe('The samples that it was combined from, in their order'),
})

export const sampleSummarySchema = drawnSummarySchema.extend({
  query: z.string().describe('The query as text; of a combination its words, such as `bright and variable`'),
  counts: sampleCountsSchema,
  origins: z.array(sampleOriginSchema).describe('The versions that it was drawn from'),
  predecessor: z
    .object({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .describe('The sample that it was drawn again from; its name is null for who may not see it'),
  combination: combinationSchema.nullable().describe('How it was combined from other samples; null for one that was drawn from runs'),
})

export type SampleSummary = Frozen<z.output<typeof sampleSummarySchema>>

export const sampleDetailsSchema = sampleSummarySchema.extend({
  queryData: sourceQuerySchema.nullable().describe('Null for a combination'),
  ...drawnDetailsShape,
})

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
  from: z.array(versionChoice).max(100).default([]),
  sample: z.string().optional().describe('Instead of runs: a sample by name or id, of which the new one is a part'),
  query: queryTextSchema,
})

export const sampleAgainSchema = z.strictObject({
  name: z.string().optional().describe('Default: the name of the sample with the next number behind it'),
  ...placeShape,
})

export const combinationChoiceSchema = z.strictObject({
  name: z.string().describe('Unique among the samples of its project'),
  ...placeShape,
  samples: z.array(z.string()).min(2).max(mostCombined).describe('Ids of samples; or names, or PROJECT/NAME, where one alone has it'),
  operator: z.enum(setOperators).describe('`and`: in all of them; `or`: in any; `minus`: in the first and in none of the others'),
  radiusArcsec: z
    .number()
    .min(0)
    .max(mostRadiusArcsec)
    .nullable()
    .default(null)
    .describe('Null: sources are the same by run and id; else also those within this distance on the sky'),
})
