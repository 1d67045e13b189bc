import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

const gaussianSchema = z.object({
  mean: z.number(),
  sigma: z.number(),
  count: z.number().describe('How many values were left to fit'),
})

const fitSchema = z.object({
  eta: gaussianSchema,
  v: gaussianSchema,
  correlation: z.number().describe('Of log eta and log V, in the core of both'),
})

/** Gaussians through log eta and log V of some sources. */
export type EtaVFit = Frozen<z.output<typeof fitSchema>>

/** What points of the plane of eta and V begin with. */
export const etaVHeadSchema = z.object({
  versions: z.array(
    z.object({
      runId: z.string().nullable().describe('Null where it is not known any more'),
      run: z.string(),
      version: z.number(),
    }),
  ),
})

export type EtaVHead = Frozen<z.output<typeof etaVHeadSchema>>

/** What they end with. */
export const etaVEndSchema = z.object({
  used: z.number().describe('How many points there are'),
  isWhole: z.boolean().describe('Whether these are all: more than two million are not sent'),
  fits: z
    .object({ vast: fitSchema.nullable(), trap: fitSchema.nullable() })
    .describe('By recipe; null where there is nothing to fit, or it was not asked for'),
})

export type EtaVEnd = Frozen<z.output<typeof etaVEndSchema>>

const cellSchema = z.object({
  key: z.string().describe('As it was asked for'),
  name: z.string(),
  raDeg: z.number(),
  decDeg: z.number(),
})

export const etaVSourcesSchema = z.object({ sources: z.array(cellSchema) })

/** What sources of the plane are called, and where they are. */
export type EtaVSources = Frozen<z.output<typeof etaVSourcesSchema>>
