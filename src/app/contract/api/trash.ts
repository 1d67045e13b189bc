import { z } from 'zod'
import { leftSchema } from '../plan.ts'
import {
  begunPurgeSchema,
  hiddenItemSchema,
  purgeViewSchema,
  restoredSchema,
  restoreOutcomeSchema,
  trashedSchema,
  trashItemSchema,
} from '../trash.ts'
import { endpoints } from './endpoint.ts'

const reason = z.string().max(1000).default('').describe("Needed for what is another's, who reads it")

const planHash = z
  .string()
  .describe('Of the plan that was shown: where it is another by now nothing happens, and the answer is 409 with the new one')

const ids = (what: string) => z.array(z.string()).min(1).max(1000).describe(what)

const companionIds = z.array(z.string()).max(1000).default([]).describe('Ids of samples and analyses made from the runs that go along')

const cancel = z.boolean().default(false).describe('Cancel the work of busy runs first; else they are refused')

const tag = 'Trash'

export const trashEndpoints = endpoints({
  listTrash: {
    method: 'GET',
    path: '/api/trash',
    summary: 'What is in Trash, newest first: of yours, and in projects of yours',
    description:
      'What is on its way out is among it until it is gone, with its progress. Administrators may ask for the Trash of one other user, or of all.',
    tag,
    access: 'signedIn',
    query: z.object({
      owner: z.string().optional().describe('Name or id of another user'),
      scope: z.enum(['mine', 'all']).default('mine'),
    }),
    reply: z.object({
      entries: z.array(trashItemSchema),
      hidden: z.array(hiddenItemSchema).describe('Yours, in Trash with a project of another: they can be taken out alone'),
    }),
  },
  countTrash: {
    method: 'GET',
    path: '/api/trash/count',
    summary: 'How many things you have in Trash',
    tag,
    access: 'signedIn',
    reply: z.object({ count: z.number() }),
  },
  moveToTrash: {
    method: 'POST',
    path: '/api/trash',
    summary: 'Move items to Trash: all of them, or none',
    description: 'Nothing is lost: they come back as they were, until they are deleted permanently.',
    tag,
    access: 'signedIn',
    status: 201,
    body: z.strictObject({ itemIds: ids('Ids of projects, runs, samples, analyses'), companionIds, cancel, reason }),
    reply: z.object({ entries: z.array(trashedSchema) }),
  },
  clearRuns: {
    method: 'POST',
    path: '/api/trash/versions-of-runs',
    summary: 'Clear runs: all versions of them go to Trash, and the runs are Initialised again',
    tag,
    access: 'signedIn',
    status: 201,
    body: z.strictObject({ runs: ids('Names or ids of runs'), reason }),
    reply: z.object({
      cleared: z.array(
        z.object({
          runId: z.string(),
          name: z.string(),
          versions: z.array(z.number()),
          entryId: z.string().nullable().describe('Null where there was no version'),
          purgeDueUtc: z.string().nullable(),
        }),
      ),
    }),
  },
  restoreEntry: {
    method: 'POST',
    path: '/api/trash/:entry/restore',
    summary: 'Bring something back from Trash, with all that went with it',
    description:
      '`name.taken` has a free name in `data.proposedName`; `trash.project` says that its project is not there: give another in `into`. What is yours and in Trash with the project of another comes back alone.',
    tag,
    access: 'signedIn',
    params: z.object({ entry: z.string().describe('Id of a trash entry, or of an item that is hidden with its project') }),
    body: z.strictObject({
      into: z.string().nullable().default(null).describe('Name or id of the project to restore into, where the old one is not there'),
      name: z.string().nullable().default(null).describe('Another name; null: its own'),
    }),
    reply: restoredSchema,
  },
  restoreFromTrash: {
    method: 'POST',
    path: '/api/trash/restore',
    summary: 'Bring several things back from Trash, each by itself',
    description: 'What cannot come back stays in Trash and is named in `refused`.',
    tag,
    access: 'signedIn',
    body: z.strictObject({
      orders: z
        .array(
          z.strictObject({
            id: z.string().describe('Id of a trash entry, or of an item that is hidden with its project'),
            newName: z.string().nullable().default(null),
            whereGone: z
              .enum(['stay', 'own'])
              .default('stay')
              .describe('Where it goes if its project is not there: nowhere, or to your own'),
          }),
        )
        .min(1)
        .max(1000),
    }),
    reply: restoreOutcomeSchema,
  },
  deletePermanently: {
    method: 'POST',
    path: '/api/trash/delete-permanently',
    summary: 'Move items to Trash and delete them permanently at once, as the plan of moving them to Trash says',
    description: 'It cannot be undone. A worker removes the files.',
    tag,
    access: 'signedIn',
    status: 202,
    body: z.strictObject({ itemIds: ids('Ids of projects, runs, samples, analyses'), companionIds, planHash, cancel, reason }),
    reply: begunPurgeSchema,
  },
  purgeEntries: {
    method: 'POST',
    path: '/api/trash/purge',
    summary: 'Delete things in Trash permanently',
    description: 'It cannot be undone. What is held or in use is skipped, as the plan says. A worker removes the files.',
    tag,
    access: 'signedIn',
    status: 202,
    body: z.strictObject({ entryIds: ids('Ids of trash entries'), planHash, reason }),
    reply: begunPurgeSchema,
  },
  emptyTrash: {
    method: 'POST',
    path: '/api/trash/empty',
    summary: 'Empty Trash: exactly what the plan listed',
    description: 'It cannot be undone. What is held or in use is skipped, as the plan says. A worker removes the files.',
    tag,
    access: 'signedIn',
    status: 202,
    body: z.strictObject({
      owner: z.string().optional().describe('Name or id of another user: for administrators, with a reason'),
      planHash,
      reason,
    }),
    reply: begunPurgeSchema,
  },
  showPurge: {
    method: 'GET',
    path: '/api/purges/:purge',
    summary: 'How far a permanent deletion is',
    tag,
    access: 'signedIn',
    params: z.object({ purge: z.string() }),
    reply: purgeViewSchema,
  },
  retryPurge: {
    method: 'POST',
    path: '/api/purges/:purge/retry',
    summary: 'Go on with a deletion that stopped because something was in its way',
    tag,
    access: 'signedIn',
    status: 202,
    params: z.object({ purge: z.string() }),
    reply: z.object({ purgeId: z.string(), operationId: z.string() }),
  },
  leaveItem: {
    method: 'POST',
    path: '/api/items/:item/leave',
    summary: 'Leave what is shared with you: your own share ends, nothing else changes',
    tag,
    access: 'signedIn',
    params: z.object({ item: z.string().describe('Id of the item or project that the share is in') }),
    reply: leftSchema,
  },
})
