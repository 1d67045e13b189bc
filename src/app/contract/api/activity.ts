import { z } from 'zod'
import { activityGroupSchema, activitySchema } from '../activity.ts'
import { endpoints } from './endpoint.ts'

const tag = 'Activity'

const sealSchema = z.object({
  sealed: z.number().describe('Events that are sealed, each in its place'),
  unsealed: z.number().describe('Events since the last sealing'),
  head: z.string().describe('Kept elsewhere, it proves later that nothing before it was changed'),
})

export const activityEndpoints = endpoints({
  listActivity: {
    method: 'GET',
    path: '/api/activity',
    summary: 'What was done, by whom, newest first',
    description: 'What you did, and what was done to what you may read; administrators see everything.',
    tag,
    access: 'signedIn',
    query: z.object({
      who: z.string().max(200).optional().describe('Name of a user'),
      what: activityGroupSchema.optional(),
      item: z.string().max(300).optional().describe('Name or id of an item, wherever it is'),
      since: z.iso.datetime().or(z.iso.date()).optional(),
      until: z.iso.datetime().or(z.iso.date()).optional().describe('A day is meant to its end'),
      before: z.string().max(100).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.object({
      events: z.array(activitySchema),
      next: z.string().nullable().describe('Where the next page begins; null at the end'),
    }),
  },
  showSeal: {
    method: 'GET',
    path: '/api/activity/seal',
    summary: 'How far the history is sealed; for administrators',
    tag,
    access: 'signedIn',
    reply: sealSchema,
  },
})
