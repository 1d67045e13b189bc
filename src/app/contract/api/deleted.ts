import { z } from 'zod'
import { itemKindSchema } from '../item.ts'
import { tombstonePageSchema, tombstoneSchema } from '../trash.ts'
import { endpoints } from './endpoint.ts'

const tag = 'Deleted'

export const deletedEndpoints = endpoints({
  listDeleted: {
    method: 'GET',
    path: '/api/deleted',
    summary: 'What was deleted permanently, newest first: what is left of it',
    tag,
    access: 'signedIn',
    query: z.object({
      q: z.string().optional().describe('A part of the name'),
      kind: itemKindSchema.optional(),
      limit: z.coerce.number().int().min(1).max(20_000).default(500),
    }),
    reply: z.object({ deleted: z.array(tombstoneSchema), total: z.number().describe('How many there are, without the limit') }),
  },
  showDeleted: {
    method: 'GET',
    path: '/api/deleted/:id',
    summary: 'All that is left of something that was deleted permanently, with its configuration',
    tag,
    access: 'signedIn',
    params: z.object({ id: z.string().describe('Id of the item that it was') }),
    reply: tombstonePageSchema,
  },
})
