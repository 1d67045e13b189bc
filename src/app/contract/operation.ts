import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** Work that takes its time, kept in the catalogue from the moment it is asked for. */
export const operationKinds = [
  'process',
  'addImages',
  'restore',
  'purge',
  'export',
  'sample',
  'analysis',
  'rerun',
  'ingest',
  'import',
] as const

export type OperationKind = (typeof operationKinds)[number]

const operationStates = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const

export type OperationState = (typeof operationStates)[number]

/** The words that screens, tables and logs use. */
export const wordOfOperation: Readonly<Record<OperationState, string>> = {
  queued: 'Queued',
  running: 'Running',
  completed: 'Completed',
  failed: 'Error',
  cancelled: 'Cancelled',
}

const progressLineSchema = z.object({
  at: z.string().describe('ISO 8601, UTC'),
  text: z.string(),
})

export type ProgressLine = Frozen<z.output<typeof progressLineSchema>>

const operationProgressSchema = z.object({
  stage: z.string().nullable().describe('Null before the first'),
  done: z.number(),
  total: z.number(),
  lines: z.array(progressLineSchema).describe('The last that were said, oldest first'),
})

/** How far an operation is. `done` of `total` counts units of its stage: images, sources, files. */
export type OperationProgress = Frozen<z.output<typeof operationProgressSchema>>

export const operationViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(operationStates),
  words: z.string().describe('The state as a screen says it'),
  subject: z
    .object({ id: z.string(), kind: z.string(), name: z.string() })
    .nullable()
    .describe('What it is about; null for work on nothing that has a name'),
  by: z.string().describe('Who asked for it'),
  isDetached: z.boolean().describe('Whether any worker may take it up; else the process that asked for it works on it itself'),
  attempt: z.number().describe('How often it was taken up'),
  worker: z.string().nullable().describe('The process that works on it, or will'),
  progress: operationProgressSchema,
  log: z.string().nullable().describe('Name of its log among those of its run'),
  waitReason: z.string().nullable().describe('Why it waits; null where it does not'),
  fault: z
    .object({ code: z.string(), message: z.string(), hint: z.string() })
    .nullable()
    .describe('Why it ended without doing what it was to do'),
  outcome: z.unknown().describe("What came of it, such as a version's number and counts"),
  mayCancel: z.boolean().describe('Whether you may cancel it now'),
  createdAt: z.string().describe('ISO 8601, UTC'),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})

/** An operation as everybody sees it who may. Times are ISO 8601, UTC. */
export type OperationView = Frozen<z.output<typeof operationViewSchema>>
