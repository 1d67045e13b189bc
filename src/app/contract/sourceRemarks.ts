import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { commentSchema } from './comment.ts'

/** How long the name of a tag, and why something is a favourite, may be. */
export const maxTagLength = 60
export const maxFavouriteLength = 500

export const sourceRemarksSchema = z.object({
  comments: z.array(commentSchema).describe('Oldest first'),
  tags: z.array(z.object({ name: z.string(), by: z.array(z.string()), isMine: z.boolean() })),
  favourite: z.object({ text: z.string() }).nullable().describe('Null where it is none of yours'),
  mayRemark: z.boolean(),
})

/** What people said about a source. It stays with the source over all versions of its run. */
export type SourceRemarks = Frozen<z.output<typeof sourceRemarksSchema>>
