import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** How long the name of a saved query may be. */
export const maxQueryNameLength = 120

export const savedQuerySchema = z.object({
  id: z.string(),
  name: z.string(),
  runs: z.array(z.string()).describe('Runs, each with a version as `lmc:2`, or without for the one that is shown; empty: all'),
  query: z.string(),
  project: z.object({ id: z.string(), name: z.string() }).nullable().describe('The project whose members see it too'),
  owner: z.string(),
  isMine: z.boolean(),
  changedUtc: z.string(),
})

/** A source query that somebody keeps under a name. */
export type SavedQuery = Frozen<z.output<typeof savedQuerySchema>>

export const newSavedQuerySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(maxQueryNameLength)
    .describe('Unique among your own')
    .meta({ examples: ['flares'] }),
  runs: z.array(z.string()).max(100).default([]),
  query: z
    .string()
    .max(10_000)
    .describe('A source query as text')
    .meta({ examples: ['n_meas >= 3 and eta_peak > 2.5'] }),
  project: z.string().nullable().default(null).describe('Name or id of a project to share it with; null: it is yours alone'),
})

export type NewSavedQuery = Frozen<z.output<typeof newSavedQuerySchema>>
