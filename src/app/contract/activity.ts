import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { itemKindSchema } from './item.ts'

/** What was done, as the activity is filtered by it: the actions of the history that each means. */
export const activityGroups = {
  made: ['created', 'importRun'],
  work: ['queued', 'published', 'unchanged', 'failed', 'cancelled', 'revertBegan', 'revertEnded', 'imagesHeld', 'imagesReleased'],
  trash: ['trashed', 'versionsTrashed', 'cleared', 'restoredFromTrash', 'held', 'released', 'noticeGiven', 'keepVersions'],
  deleted: ['purgeBegan', 'purged'],
  arranged: ['renamed', 'moved', 'described', 'shared', 'unshared', 'left', 'transferred'],
  people: [
    'userAdded',
    'userRenamed',
    'storageLimited',
    'userDeactivated',
    'userReactivated',
    'administratorMade',
    'tokenMade',
    'tokenRevoked',
  ],
  settings: ['settingChanged', 'limitsChanged', 'sweepReleased', 'retentionSet', 'referenceAdded', 'referenceRemoved'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type ActivityGroup = keyof typeof activityGroups

export const activityGroupSchema = z.enum(Object.keys(activityGroups) as ActivityGroup[])

export const activitySchema = z.object({
  id: z.string(),
  atUtc: z.string(),
  actor: z.string().describe('Name of the user, or the part of the program that did it'),
  action: z.string().describe('As the history keeps it, such as `trashed`'),
  words: z.string().describe('What was done, between who did it and the subject: `moved to Trash`'),
  subject: z.string().describe('What it was done to: `run lmc`, `3 images`'),
  item: z
    .object({ id: z.string(), kind: itemKindSchema, name: z.string(), place: z.string() })
    .nullable()
    .describe('The item that it was done to, and where that is now; null for what is none, or not to be seen'),
  facts: z
    .array(z.object({ label: z.string(), value: z.string() }))
    .describe('What else the history keeps of it: from, to, why, the hash of the plan'),
})

/** One event of the history in words. */
export type Activity = Frozen<z.output<typeof activitySchema>>
