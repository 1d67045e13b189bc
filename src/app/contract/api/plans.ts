import { z } from 'zod'
import { leavePlanSchema, shownPlanSchema, trashPreviewSchema } from '../plan.ts'
import { endpoints } from './endpoint.ts'

const ids = (what: string) => z.array(z.string()).max(1000).describe(what)

const tag = 'Plans'

export const plansEndpoints = endpoints({
  planTrash: {
    method: 'POST',
    path: '/api/plans/trash',
    summary: 'What moving items to Trash would take along, and what stays because of whom',
    description:
      'Changes nothing. Says of each of a selection whether it can go, can be left, or neither. `shown.hash` is what a permanent deletion carries.',
    tag,
    access: 'signedIn',
    body: z.strictObject({
      itemIds: ids('Ids of projects, runs, samples, analyses').min(1),
      companionIds: ids('Ids of samples and analyses made from them that go along').default([]),
    }),
    reply: trashPreviewSchema,
  },
  planClear: {
    method: 'POST',
    path: '/api/plans/clear',
    summary: 'What clearing runs would move to Trash: all their versions',
    tag,
    access: 'signedIn',
    body: z.strictObject({ runs: ids('Names or ids of runs').min(1) }),
    reply: shownPlanSchema,
  },
  planPurge: {
    method: 'POST',
    path: '/api/plans/purge',
    summary: 'What deleting things in Trash permanently would destroy',
    description: 'Entries that are held or in use are named in `plan.skipped`.',
    tag,
    access: 'signedIn',
    body: z.strictObject({ entryIds: ids('Ids of trash entries').min(1) }),
    reply: shownPlanSchema,
  },
  planEmpty: {
    method: 'POST',
    path: '/api/plans/empty',
    summary: 'What emptying a Trash would destroy: what is in it now, and nothing that comes later',
    tag,
    access: 'signedIn',
    body: z.strictObject({ owner: z.string().optional().describe('Name or id of another user: for administrators') }),
    reply: shownPlanSchema,
  },
  planLeave: {
    method: 'GET',
    path: '/api/items/:item/leave',
    summary: 'What you would leave to take an item from your lists: it, or its project',
    tag,
    access: 'signedIn',
    params: z.object({ item: z.string().describe('Id of an item; or its name, where one alone has it') }),
    reply: leavePlanSchema,
  },
})
