import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { itemKindSchema } from './item.ts'

const namedItemSchema = z.object({ kind: itemKindSchema, id: z.string(), name: z.string() })

const deletingSchema = z.object({
  purgeId: z.string(),
  operationId: z.string().nullable(),
  folders: z.number(),
  removed: z.number(),
  isWaiting: z.boolean().describe('Whether nobody is at it just now'),
  fault: z
    .object({ code: z.string(), message: z.string(), hint: z.string() })
    .nullable()
    .describe('Why it does not go on by itself; null where a worker would take it up'),
})

export const purgeViewSchema = deletingSchema.extend({
  isDone: z.boolean().describe('Whether all of it is gone'),
  bytes: z.number().describe('What it frees'),
})

/** A purge, until it is done and after. */
export type PurgeView = Frozen<z.output<typeof purgeViewSchema>>

/** What is on its way out. */
export type Deleting = Frozen<z.output<typeof deletingSchema>>

export const trashItemSchema = z.object({
  entryId: z.string(),
  kind: z.enum([...itemKindSchema.options, 'versions']),
  id: z.string().describe('Of the item, or of the run whose versions they are'),
  name: z.string(),
  versions: z.array(z.number()).describe('Numbers of versions; empty for an item'),
  projectId: z.string().nullable(),
  projectName: z.string().nullable().describe('The project that it came from; null for a project'),
  isProjectThere: z.boolean().describe('Whether it can go back to where it was; true for a project'),
  owner: z.string(),
  isMine: z.boolean().describe('Whether Empty Trash takes it'),
  isOwnerTold: z.boolean().describe('Whether you act as administrator: to delete it permanently needs a reason, which its owner reads'),
  by: z.string(),
  atUtc: z.string(),
  reason: z.string(),
  purgeDueUtc: z.string().nullable(),
  daysLeft: z.number().nullable().describe('Whole days until then, rounded up; null: never'),
  bytes: z.number(),
  freesBytes: z.number().describe('What its purge alone would free now'),
  contents: z.array(namedItemSchema).describe('What went with it, as far as you may see it'),
  usedBy: z.array(namedItemSchema).describe('Samples and analyses made from it that stay, as far as you may see them'),
  keptBecause: z.array(z.string()).describe('Why it cannot be purged now'),
  deleting: deletingSchema.nullable(),
})

/** One entry of the trash: what was deleted by one act, with all that comes back with it. */
export type TrashItem = Frozen<z.output<typeof trashItemSchema>>

export const hiddenItemSchema = namedItemSchema.extend({
  projectName: z.string(),
  by: z.string().describe('Who moved the project to Trash'),
  atUtc: z.string(),
  purgeDueUtc: z.string().nullable(),
})

/** Something of one user's that is in Trash with the project of another: it can be taken out alone, into one's own. */
export type HiddenItem = Frozen<z.output<typeof hiddenItemSchema>>

export const trashedSchema = z.object({
  entryId: z.string(),
  kind: itemKindSchema,
  id: z.string(),
  name: z.string(),
  companions: z.array(z.object({ kind: itemKindSchema, name: z.string() })).describe('Samples and analyses that went along'),
  purgeDueUtc: z.string().nullable().describe('When retention purges it; null: never'),
})

/** A new entry in the trash. */
export type Trashed = Frozen<z.output<typeof trashedSchema>>

export const restoredSchema = z.object({
  words: z.string().describe('Such as `run lmc` or `versions 1, 2 of run lmc`'),
  kind: itemKindSchema,
  id: z.string(),
  name: z.string(),
  projectName: z.string().nullable().describe('The project that it is in; null for a project'),
  again: z
    .object({ companionIds: z.array(z.string()), versions: z.array(z.number()) })
    .nullable()
    .describe(
      'What went with it, or which versions of the run it was: by these it goes to Trash again. Null for what was taken out of a project there',
    ),
})

/** What came back. */
export type Restored = Frozen<z.output<typeof restoredSchema>>

export const restoreOutcomeSchema = z.object({
  restored: z.array(restoredSchema),
  refused: z
    .array(
      z.object({
        entryId: z.string(),
        code: z.string(),
        message: z.string(),
        hint: z.string(),
        proposedName: z.string().nullable().describe('A free name, where the old one was taken meanwhile'),
      }),
    )
    .describe('What is still in Trash, and why'),
})

/** What came of restoring several things, each by itself. */
export type RestoreOutcome = Frozen<z.output<typeof restoreOutcomeSchema>>

export const begunPurgeSchema = z.object({
  purgeId: z.string(),
  operationId: z.string().describe('A worker removes the files as this operation'),
  planHash: z.string(),
})

/** A purge that has begun: nothing of it can come back. */
export type BegunPurgeView = Frozen<z.output<typeof begunPurgeSchema>>

export const holdSchema = z.object({
  holdId: z.string(),
  kind: itemKindSchema,
  itemId: z.string(),
  name: z.string(),
  version: z.number().nullable().describe('One version of a run; null: all of it'),
  where: z.string().describe('Where the item is, as a screen says it'),
  by: z.string(),
  atUtc: z.string(),
  reason: z.string(),
  mayLift: z.boolean(),
})

/** A request to keep something, as a list shows it. */
export type HoldView = Frozen<z.output<typeof holdSchema>>

export const tombstoneSchema = z.object({
  id: z.string(),
  kind: itemKindSchema,
  name: z.string(),
  owner: z.string(),
  projectName: z.string().nullable(),
  by: z.string().describe('Who deleted it permanently; `retention` where its time in Trash was over'),
  atUtc: z.string(),
  reason: z.string(),
  counts: z.record(z.string(), z.number()),
  hasConfiguration: z.boolean().describe('Whether a new run can be made from its configuration'),
})

/** What is left of something that was deleted permanently, as a list shows it. */
export type Tombstone = Frozen<z.output<typeof tombstoneSchema>>

export const tombstonePageSchema = tombstoneSchema.extend({
  hashes: z.array(z.string()).describe('Manifest hashes of its results'),
  configuration: z.string().nullable().describe('Its last configuration, as it was; null where none was kept'),
})

/** All that is left of something that was deleted permanently. */
export type TombstonePage = Frozen<z.output<typeof tombstonePageSchema>>
