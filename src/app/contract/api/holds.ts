import { z } from 'zod'
import { holdSchema } from '../trash.ts'
import { endpoints } from './endpoint.ts'

const tag = 'Holds'

export const holdsEndpoints = endpoints({
  listHolds: {
    method: 'GET',
    path: '/api/holds',
    summary: 'What is held of what you may see, oldest first',
    tag,
    access: 'signedIn',
    query: z.object({ item: z.string().optional().describe('Id of one item') }),
    reply: z.object({ holds: z.array(holdSchema) }),
  },
  addHold: {
    method: 'POST',
    path: '/api/holds',
    summary: 'Keep something from being deleted permanently, by anybody, until the hold is lifted',
    description: 'It can still go to Trash.',
    tag,
    access: 'signedIn',
    status: 201,
    body: z.strictObject({
      itemId: z.string().describe('Id of an item, live or in Trash'),
      version: z.number().int().min(1).nullable().default(null).describe('One version of a run; null: all of it'),
      reason: z.string().max(1000).describe('What it is kept for'),
    }),
    reply: z.object({ holdId: z.string() }),
  },
  liftHold: {
    method: 'DELETE',
    path: '/api/holds/:hold',
    summary: 'Lift a hold',
    tag,
    access: 'signedIn',
    params: z.object({ hold: z.string() }),
    reply: z.object({ holdIds: z.array(z.string()) }),
  },
})
