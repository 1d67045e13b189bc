import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { placeSchema, resultCountsSchema } from './runStatus.ts'

const versionNumber = z.number().int().min(1)

export const versionSummarySchema = z.object({
  number: versionNumber,
  isHead: z.boolean(),
  isOffered: z.boolean().describe('Whether Restore Run would go to it if no version were named'),
  madeAs: z.enum(['process', 'addImages', 'restore']),
  parent: versionNumber.nullable().describe('The version that was shown when this one was made'),
  restoredFrom: versionNumber.nullable().describe('The version whose content a restore brought back'),
  madeBy: z.string(),
  madeAtUtc: z.string(),
  place: placeSchema,
  counts: resultCountsSchema,
  bytes: z.number().describe("Of its result's files, which other versions may share"),
  missingSinceUtc: z.string().nullable().describe('When files of it were found missing or altered; null: whole, as far as is known'),
})

/** One entry of a run's history. */
export type VersionSummary = Frozen<z.output<typeof versionSummarySchema>>

const versionImageSchema = z.object({
  id: z.string(),
  name: z.string(),
  epoch: z.number().describe('From 0'),
  paths: z
    .object({ image: z.string(), catalogue: z.string(), noise: z.string(), background: z.string() })
    .partial()
    .describe('Where its files were when it was processed'),
})

/** An image of a version with the files that it was made from, where they were then. */
export type VersionImage = Frozen<z.output<typeof versionImageSchema>>

export const settingValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const settingChangeSchema = z.object({
  setting: z.string().describe('Its place in `config.yaml`, such as `source_association.radius`'),
  from: settingValueSchema,
  to: settingValueSchema,
})

/** A setting whose value is another, by its place in `config.yaml`. */
export type SettingChange = Frozen<z.output<typeof settingChangeSchema>>

export const revertPreviewSchema = z.object({
  runName: z.string(),
  head: versionNumber.describe('The version that is shown now'),
  target: versionNumber.describe('The version whose content comes back'),
  images: z.array(versionImageSchema).describe('Images of the target as they were resolved when it was processed'),
  leaving: z.array(versionImageSchema).describe('Images of the version shown that the target has not'),
  returning: z.array(versionImageSchema).describe('Images of the target that the version shown has not'),
  settings: z.array(settingChangeSchema).describe('Settings of the version shown that have another value in the target'),
  counts: z.object({ shown: resultCountsSchema, target: resultCountsSchema }),
  configText: z.string().describe('The configuration that comes back'),
  hasEdits: z.boolean().describe('Whether `config.yaml` has edits that were never processed: they are kept beside it'),
})

/** What Restore Run would do, before it is done. */
export type RevertPreview = Frozen<z.output<typeof revertPreviewSchema>>

const faultSchema = z.object({ code: z.string(), message: z.string(), hint: z.string() })

export const restorePlanSchema = revertPreviewSchema.extend({
  obstacle: faultSchema
    .nullable()
    .describe('Why it would be refused: files of the target that are missing or altered; null where nothing is in the way'),
})

/** What Restore Run would do, and what is in its way. */
export type RestorePlan = Frozen<z.output<typeof restorePlanSchema>>

/** What came of Restore Run. */
export const restoredRunSchema = z.object({
  runName: z.string(),
  version: versionNumber.describe('The new version, which shows the content of the target'),
  target: versionNumber,
  head: versionNumber.describe('The version that was shown before: restore to it to undo this'),
  keptEdits: z.string().nullable().describe('Name under which edits of the configuration that were never processed are kept'),
  log: z.string().describe('Name of the restore log'),
})

export const versionGlanceSchema = z.object({
  runName: z.string(),
  from: versionNumber,
  to: versionNumber,
  images: z.object({ removed: z.array(versionImageSchema), added: z.array(versionImageSchema) }),
  settings: z.array(settingChangeSchema),
  configTexts: z.object({ from: z.string(), to: z.string() }),
  counts: z.object({ from: resultCountsSchema, to: resultCountsSchema }),
})

/** What tells two versions apart at once, without reading any table. */
export type VersionGlance = Frozen<z.output<typeof versionGlanceSchema>>

export const sourceChangesSchema = z.object({
  counts: z.object({
    added: z.number(),
    gone: z.number(),
    split: z.number(),
    merged: z.number(),
    changed: z.number(),
    unchanged: z.number(),
  }),
  added: z.array(z.number()),
  gone: z.array(z.number()),
  split: z.array(z.object({ id: z.number(), into: z.array(z.number()) })),
  merged: z.array(z.object({ id: z.number(), from: z.array(z.number()) })),
  changed: z.array(z.object({ id: z.number(), movedArcsec: z.number(), fluxChangeMjy: z.number().nullable() })),
})

/** What became of the sources of a run from one version to another: all of them counted, the first of each kind named. */
export type SourceChanges = Frozen<z.output<typeof sourceChangesSchema>>

export const pruningPlanSchema = z.object({
  keepLast: z.number(),
  leaving: z.array(versionNumber),
  kept: z.array(z.object({ number: versionNumber, reasons: z.array(z.string()) })),
  bytes: z.number().describe('What would come free once what leaves is deleted permanently'),
})

export const trashedVersionsSchema = z.object({
  entryId: z.string().nullable().describe('Null where there was nothing to move'),
  versions: z.array(versionNumber),
})

/** Versions that were moved to Trash, as one entry. */
export type TrashedVersions = Frozen<z.output<typeof trashedVersionsSchema>>
