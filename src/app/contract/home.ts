import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { itemKindSchema } from './item.ts'

const itemSchema = z.object({ id: z.string(), kind: itemKindSchema, name: z.string(), place: z.string() })

export const attentionSchema = z.object({
  kind: z.enum(['failed', 'purgeSoon', 'purgeStopped']),
  item: itemSchema,
  words: z.string().describe('What is the matter'),
  hint: z.string().describe('What to do'),
  atUtc: z.string().describe('Since when, or by when'),
})

/** Something that somebody should look at. */
export type Attention = Frozen<z.output<typeof attentionSchema>>

export const homeSchema = z.object({
  isEmpty: z.boolean().describe('Whether you may see no run at all'),
  attention: z.array(attentionSchema).describe('The most urgent first'),
  storage: z.object({
    totalBytes: z.number().describe('What everything that you may see takes, Trash included'),
    items: z.number(),
    trashBytes: z.number().describe('What your Trash takes'),
    trashFreesBytes: z.number().describe('What would come free if it were emptied'),
    trashEntries: z.number(),
  }),
  growth: z
    .array(z.object({ runId: z.string(), versions: z.array(z.object({ number: z.number(), sources: z.number(), images: z.number() })) }))
    .describe('Counts of the kept versions of the runs that changed last, oldest first'),
})

export type Home = Frozen<z.output<typeof homeSchema>>

export const foundItemSchema = itemSchema.extend({ project: z.string(), words: z.string() })

/** An item that a search has found. */
export type FoundItem = Frozen<z.output<typeof foundItemSchema>>
