import { z } from 'zod'
import type { CommandName } from '../../lifecycle/commands.ts'
import { wordOfPlace, wordOfWork, type RunPlace, type RunWork } from '../../lifecycle/runState.ts'
import type { Frozen } from './api/endpoint.ts'
import { operationViewSchema } from './operation.ts'

export const placeSchema = z.enum(Object.keys(wordOfPlace) as RunPlace[])

export const workSchema = z.enum(Object.keys(wordOfWork) as RunWork[])

/** A button: the command, the item that it acts on, its label. */
export const allowedCommandSchema = z.object({
  command: z.custom<CommandName>((value) => typeof value === 'string').meta({ type: 'string' }),
  itemId: z.string(),
  words: z.string(),
})

export const resultCountsSchema = z.object({
  images: z.number(),
  detections: z.number(),
  forced: z.number(),
  sources: z.number(),
  newSources: z.number(),
  relations: z.number(),
})

export type ResultCounts = Frozen<z.output<typeof resultCountsSchema>>

export const runStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().describe('What it is for; empty where nobody said'),
  project: z.string(),
  owner: z.string(),
  place: placeSchema,
  work: workSchema,
  words: z.string().describe('As a screen says it'),
  version: z.number().nullable().describe('The version that is shown; null before the first'),
  counts: resultCountsSchema.nullable(),
  updatedUtc: z.string(),
  operation: operationViewSchema.nullable().describe('The work that holds it, or removes it; null where it is at rest'),
  fault: z
    .object({ code: z.string(), message: z.string(), hint: z.string() })
    .nullable()
    .describe('Why the last work on it failed; null where it did not'),
  actions: z.array(allowedCommandSchema).nullable().describe('What the user may do now; null in lists'),
})

/** A run as its lists and its page show it. */
export type RunStatus = Frozen<z.output<typeof runStatusSchema>>
