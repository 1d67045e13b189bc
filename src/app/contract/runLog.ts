import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

export const logKindSchema = z.enum(['processing', 'restore', 'export'])

export type LogKind = z.output<typeof logKindSchema>

export const runLogSchema = z.object({
  name: z.string().describe('Such as `2026-11-20-20-35-00_log.txt`'),
  kind: logKindSchema,
  startedUtc: z.string(),
  bytes: z.number(),
  isLive: z.boolean().describe('Whether the work that writes it is not done'),
})

/** A log of a run. */
export type RunLogView = Frozen<z.output<typeof runLogSchema>>

/** How much of a log one reply has, in bytes. */
export const logPartBytes = 262_144

export const logPartSchema = z.object({
  name: z.string(),
  bytes: z.number().describe('Length of the whole log'),
  from: z.number().describe('Where the text begins, in bytes: at the start of a line'),
  to: z.number().describe('Where it ends: read on from here'),
  text: z.string(),
  isLive: z.boolean(),
  lastErrorAt: z.number().nullable().describe('Where the last line of an error begins, in bytes; null where none is near the end'),
})

/** A stretch of a log. */
export type LogPart = Frozen<z.output<typeof logPartSchema>>
