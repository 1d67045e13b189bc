import { z } from 'zod'
import { runFilterSchema, runListSchema } from '../runRow.ts'
import { runStatusSchema } from '../runStatus.ts'
import { settingValueSchema } from '../version.ts'
import { endpoints } from './endpoint.ts'

export const runParams = z.object({ run: z.string().describe('Name or id of a run') })

const createdRunSchema = z.object({ id: z.string(), name: z.string() })

const newRunSchema = z.strictObject({
  name: z
    .string()
    .describe('Letters, digits, `.`, `_` and `-`, at most 64; no other run may have it')
    .meta({ examples: ['lmc-2026'] }),
  description: z.string().default('').describe('What it is for, at most 240 characters'),
  project: z.string().optional().describe('Name or id of the project that it goes to; default: where your new runs go'),
  configText: z.string().max(900_000).describe('The text of its `config.yaml`'),
})

const copySchema = z.strictObject({
  newName: z.string(),
  changes: z
    .array(z.strictObject({ setting: z.string(), value: z.string().describe('As YAML') }))
    .default([])
    .describe('Settings that are another in the copy')
    .meta({ examples: [[{ setting: 'source_association.radius', value: '15' }]] }),
})

export const runEndpoints = endpoints({
  listRuns: {
    method: 'GET',
    path: '/api/runs',
    summary: 'The runs that you may see, newest change first',
    description: 'Runs that are being deleted stay among them until they are gone. Runs in Trash are not.',
    tag: 'Runs',
    access: 'signedIn',
    query: runFilterSchema,
    reply: runListSchema,
  },
  showRun: {
    method: 'GET',
    path: '/api/runs/:run',
    summary: 'One run: what it is doing, its counts, what you may do to it',
    tag: 'Runs',
    access: 'signedIn',
    params: runParams,
    reply: runStatusSchema,
  },
  checkRunName: {
    method: 'GET',
    path: '/api/run-names/:name',
    summary: 'Whether a new run may have a name',
    tag: 'Runs',
    access: 'signedIn',
    params: z.object({ name: z.string() }),
    reply: z.object({
      problem: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable().describe('Why not; null where it may'),
    }),
  },
  createRun: {
    method: 'POST',
    path: '/api/runs',
    summary: 'Make a run with a configuration; nothing is processed yet',
    tag: 'Runs',
    access: 'signedIn',
    body: newRunSchema,
    reply: createdRunSchema,
    status: 201,
  },
  copyRun: {
    method: 'POST',
    path: '/api/runs/:run/copy',
    summary: 'Make a new run from the configuration of the version that a run shows, with some settings changed',
    tag: 'Runs',
    access: 'signedIn',
    params: runParams,
    body: copySchema,
    reply: createdRunSchema,
    status: 201,
  },
  showRunSettings: {
    method: 'GET',
    path: '/api/runs/:run/settings',
    summary: 'The configuration that a copy of a run starts from',
    tag: 'Runs',
    access: 'signedIn',
    params: runParams,
    reply: z.object({
      configText: z.string(),
      settings: z.record(z.string(), settingValueSchema).describe('What each setting comes to, by its dotted key'),
    }),
  },
  showDeletedConfiguration: {
    method: 'GET',
    path: '/api/deleted-runs/:run/configuration',
    summary: 'The configuration that is kept of a run that was deleted permanently',
    tag: 'Runs',
    access: 'signedIn',
    params: runParams,
    reply: z.object({ configText: z.string() }),
  },
})
