import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** How long a comment may be, in characters. */
export const maxCommentLength = 10_000

export const commentSchema = z.object({
  id: z.string(),
  by: z.string(),
  atUtc: z.string(),
  text: z.string(),
  isMine: z.boolean().describe('Whether you may delete it'),
})

/** What somebody said about something. */
export type CommentView = Frozen<z.output<typeof commentSchema>>
