import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** No configuration is longer, in characters. */
export const maxDraftLength = 900_000

/** Edits that were never processed, kept when a restore put another configuration in their place. */
const keptEditsSchema = z.object({
  name: z.string().describe('Such as `config-2026-11-21-14-00-00-000.yaml`'),
  keptUtc: z.string(),
  bytes: z.number(),
})

export const runDraftSchema = z.object({
  text: z.string().describe('What is processed next; where there is no file, the configuration of the version shown, or a template'),
  hash: z.string().nullable().describe('What a save is based on; null where there is no file yet'),
  path: z.string().describe('Where people find it on the server'),
  shown: z
    .object({ version: z.number(), text: z.string() })
    .nullable()
    .describe('The version that is shown, with its configuration; null before the first'),
  kept: z.array(keptEditsSchema).describe('Newest first'),
  mayEdit: z.boolean(),
})

/** The configuration of a run as it is edited. */
export type RunDraft = Frozen<z.output<typeof runDraftSchema>>
