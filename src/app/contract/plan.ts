import { z } from 'zod'
import type { Plan } from '../../lifecycle/plans/plan.ts'
import type { Frozen } from './api/endpoint.ts'
import { itemKindSchema } from './item.ts'

const acts = ['trash', 'clear', 'pruneVersions', 'purge', 'empty', 'release'] as const satisfies readonly Plan['act'][]

const plannedItemSchema = z.object({ kind: itemKindSchema, id: z.string(), name: z.string(), ownerId: z.string() })

/** A list of which the reader sees a part, and of the rest the number. */
function partlySeen<Schema extends z.ZodType>(schema: Schema) {
  return z.object({ seen: z.array(schema), restricted: z.number().describe('How many more there are that you may not see') })
}

const holderSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('run'), runId: z.string(), versions: z.array(z.number()) }),
    z.object({ kind: z.literal('operation'), runId: z.string(), operationId: z.string() }),
    z.object({ kind: z.literal('ingest'), userId: z.string() }),
  ])
  .describe('Who keeps an image: versions of a run, the work of one, or who ingested it')

const countsSchema = z.object({
  projects: z.number(),
  runs: z.number(),
  samples: z.number(),
  analyses: z.number(),
  versions: z.number(),
  results: z.number(),
  images: z.number(),
  sources: z.number(),
  measurements: z.number(),
  files: z.number(),
})

export type PlanCounts = Frozen<z.output<typeof countsSchema>>

const imageSchema = z.object({ id: z.string(), name: z.string() })

const goesSchema = z
  .object({
    items: partlySeen(plannedItemSchema),
    versions: z.array(z.object({ runId: z.string(), numbers: z.array(z.number()) })),
    resultIds: z.array(z.string()),
    images: z.array(imageSchema).describe('Used by nothing else'),
    counts: countsSchema,
    bytes: z.number().describe('What comes free with the purge'),
    commentsOfOthers: z.number().describe('Comments, tags and favourites of other users that go'),
  })
  .describe('What goes; of an act that can be undone: what a purge would take if nothing else changed')

const staysSchema = z
  .object({
    images: z.array(imageSchema.extend({ because: partlySeen(holderSchema) })),
    resultIds: z.array(z.string()),
    versions: z.array(z.object({ runId: z.string(), number: z.number(), reasons: z.array(z.string()) })),
    madeFrom: partlySeen(plannedItemSchema).describe('Samples and analyses made from what goes: they own their rows'),
    trashedAlone: partlySeen(plannedItemSchema).describe('In Trash on their own, from a project that goes'),
    foreignFiles: z
      .array(z.object({ itemId: z.string(), path: z.string() }))
      .describe('Files in run directories that Halley did not write: never removed'),
  })
  .describe('What stays although it is used by what goes, and because of whom')

const planViewSchema = z.object({
  act: z.enum(acts),
  entryIds: z.array(z.string()).describe('The trash entries that a purge ends; none for acts that can be undone'),
  goes: goesSchema,
  stays: staysSchema,
  skipped: z
    .array(z.object({ entryId: z.string(), item: plannedItemSchema, because: z.array(z.string()) }))
    .describe('Entries that were asked for and stay: they are held, or in use'),
})

export const shownPlanSchema = z.object({
  hash: z.string().describe('What a confirmation carries: the act is done only while this is the hash of its plan'),
  plan: planViewSchema,
  names: z
    .record(z.string(), z.string())
    .describe('Names of the runs and users that the plan speaks of, by id, as far as you may see them'),
  purgeDueUtc: z
    .string()
    .nullable()
    .describe('When retention would purge what goes to Trash now, the first of it; null: never, or it is purged at once'),
  companions: z.array(plannedItemSchema).describe('Samples and analyses of yours that may be ticked to go along'),
})

/** An act before it is done, as its user is shown it. */
export type ShownPlan = Frozen<z.output<typeof shownPlanSchema>>

const leavableSchema = z.object({
  id: z.string(),
  kind: itemKindSchema,
  name: z.string(),
  isItsProject: z.boolean().describe('Whether it is the project of the item: all that is in it goes from your lists'),
})

/** Where the access to an item comes from, so that leaving that takes it from one's lists. */
export type Leavable = Frozen<z.output<typeof leavableSchema>>

export const leavePlanSchema = z.object({
  item: z.object({ id: z.string(), kind: itemKindSchema, name: z.string() }),
  leave: leavableSchema,
})

export const leftSchema = z.object({
  kind: itemKindSchema,
  name: z.string(),
  canStillRead: z.boolean().describe('Whether you see it all the same, through its project or as an administrator'),
})

/** What a user has left. */
export type Left = Frozen<z.output<typeof leftSchema>>

export const trashPreviewSchema = z.object({
  shown: shownPlanSchema.nullable().describe('The plan of what can go to Trash; null where nothing of the selection can'),
  going: z
    .array(
      z.object({
        kind: itemKindSchema,
        id: z.string(),
        name: z.string(),
        owner: z.string(),
        isMine: z.boolean(),
        busy: z.array(z.string()).describe('Names of runs at work that go with it'),
        keptBecause: z.array(z.string()).describe('Why it could not be purged now: holds, and work that reads it'),
      }),
    )
    .describe('What of the selection can go to Trash'),
  leaving: z
    .array(z.object({ kind: itemKindSchema, id: z.string(), name: z.string(), owner: z.string(), leave: leavableSchema }))
    .describe("What is another's, and can be left"),
  refused: z
    .array(
      z.object({ id: z.string(), kind: itemKindSchema.nullable(), name: z.string().nullable(), message: z.string(), hint: z.string() }),
    )
    .describe('What neither can go nor be left, and why'),
  ownersTold: z.array(z.string()).describe('Owners who are told, with the reason, for you act as administrator'),
  mayDelete: z.boolean().describe('Whether you may delete permanently what can go'),
})

/** What would happen to each of a selection. */
export type TrashPreview = Frozen<z.output<typeof trashPreviewSchema>>
