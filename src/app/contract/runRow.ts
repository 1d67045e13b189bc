import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { allowedCommandSchema, placeSchema, runStatusSchema, workSchema } from './runStatus.ts'

/** How far the work on a run is, as a list shows it. */
const rowOperationSchema = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  stage: z.string().nullable().describe('Null before the first'),
  done: z.number(),
  total: z.number().describe('Units of the stage; 0 where it does not count'),
  waitReason: z.string().nullable().describe('Why it waits; null where it does not'),
})

export const runRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  project: z.string(),
  owner: z.string(),
  isMine: z.boolean(),
  place: placeSchema,
  work: workSchema,
  words: z.string().describe('Its status in one word, such as `Running`'),
  sentence: z.string().describe('Its status with what is shown, such as `Running, version 2 is shown`'),
  version: z.number().nullable().describe('The version that is shown; null before the first'),
  counts: z
    .object({ images: z.number(), sources: z.number(), newSources: z.number() })
    .nullable()
    .describe('Of the version that is shown; null before the first'),
  bytes: z.number().describe('What its kept results take on the disk, without the measurements of images, which others may share'),
  updatedUtc: z.string(),
  operation: rowOperationSchema.nullable().describe('The work that holds it, or deletes it; null where it is at rest'),
  fault: runStatusSchema.shape.fault,
  commands: z.array(allowedCommandSchema.shape.command).describe('What the user may do to it now'),
})

/** A run as a list shows it. */
export type RunRowView = Frozen<z.output<typeof runRowSchema>>

/** What lists of runs are filtered by: what a run is doing; `atWork`: queued, running or restoring. */
export const runFilterStatuses = ['atWork', 'initialised', 'completed', 'failed', 'cancelled', 'deleting'] as const

export type RunFilterStatus = (typeof runFilterStatuses)[number]

export const runFilterSchema = z.object({
  q: z.string().max(200).optional().describe('Text in the name, the description, the project or the owner; capitals do not matter'),
  status: z.enum(runFilterStatuses).optional(),
  project: z.string().optional().describe('Name of a project'),
  owner: z.enum(['mine', 'all']).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(2000).describe('How many at most, newest change first'),
  offset: z.coerce.number().int().min(0).default(0),
})

export type RunFilter = Frozen<z.output<typeof runFilterSchema>>

export const runListSchema = z.object({
  runs: z.array(runRowSchema),
  total: z.number().describe('How many the filters let through'),
  all: z.number().describe('How many runs the user may see'),
  projects: z.array(z.string()).describe('The projects that these are in, by name'),
})

export type RunList = Frozen<z.output<typeof runListSchema>>
