import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { itemKindSchema } from './item.ts'

export const noticeSchema = z.object({
  id: z.string(),
  atUtc: z.string(),
  kind: z.string().describe('What it tells of, such as `completed`, `failed`, `purgeSoon`, `purgeBegan`, `transferred`'),
  words: z.string(),
  subject: z
    .object({ id: z.string(), kind: itemKindSchema, name: z.string(), place: z.string() })
    .nullable()
    .describe('The item that it is about, and where that is now; null for what is no item, or not to be seen any more'),
  operationId: z.string().nullable().describe('The operation that it tells of'),
  isRead: z.boolean(),
})

/** Something that a user is told. */
export type NoticeView = Frozen<z.output<typeof noticeSchema>>
