import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { maxFavouriteLength, maxTagLength } from './sourceRemarks.ts'

/** How many sources may be remarked on at once. */
export const mostRemarked = 10_000

const changeSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(['tag', 'untag']), tag: z.string().trim().min(1).max(maxTagLength) }),
  z.strictObject({ act: z.literal('favour'), text: z.string().trim().max(maxFavouriteLength).default('') }),
  z.strictObject({ act: z.literal('unfavour') }),
])

export const bulkRemarkSchema = z.strictObject({
  run: z.array(z.string()).default([]).describe('As `listSources` takes them'),
  project: z.string().optional(),
  sample: z.string().optional(),
  q: z.string().max(10_000).default(''),
  only: z
    .array(z.strictObject({ run: z.string(), id: z.number().int().min(0) }))
    .max(mostRemarked)
    .optional()
    .describe('Of the result only these sources, by the name of their run and their id there; default: the whole result'),
  change: changeSchema,
})

export type BulkRemarkRequest = Frozen<z.output<typeof bulkRemarkSchema>>

export const bulkRemarkReplySchema = z.object({
  sources: z.number().describe('How many sources were meant'),
  changed: z.number().describe('How many of them were not so already'),
})

export type BulkRemarkOutcome = Frozen<z.output<typeof bulkRemarkReplySchema>>
