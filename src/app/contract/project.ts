import { z } from 'zod'
import type { Project } from '../../lifecycle/state.ts'
import type { Frozen } from './api/endpoint.ts'
import { shareSchema } from './item.ts'
import { allowedCommandSchema } from './runStatus.ts'

const uses = ['personal', 'shared', 'ordinary'] as const satisfies readonly Project['use'][]

export const projectSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().describe('What it is for; empty where nobody said'),
  use: z.enum(uses).describe('`personal`: everybody has one of their own; `shared`: everyone signed in is an editor of it'),
  owner: z.string(),
  words: z.string().describe('Live, or Deleting until it is gone'),
  runs: z.number(),
  samples: z.number(),
  analyses: z.number(),
  members: z.number().describe('Beside its owner'),
  bytes: z.number().describe('Of the results of its runs, and of its samples and analyses; images are shared and not counted'),
  updatedUtc: z.string().describe('When it, or something in it, last changed'),
  retentionDays: z.number().describe('How long what goes to Trash now stays there; 0: until somebody deletes it'),
  commands: z.array(allowedCommandSchema.shape.command).describe('What you may do to it now'),
  mayCreate: z.boolean().describe('Whether you may make something in it, or move something there'),
  hasOwnRetention: z.boolean().describe('Whether the project says so itself, and not the server'),
})

export type ProjectSummary = Frozen<z.output<typeof projectSummarySchema>>

const projectItemSchema = z.object({
  id: z.string(),
  kind: z.enum(['run', 'sample', 'analysis']),
  name: z.string(),
  owner: z.string(),
  updatedUtc: z.string(),
})

export const projectDetailsSchema = projectSummarySchema.extend({
  usualRetentionDays: z.number().describe('As the server is set'),
  shares: z.array(shareSchema).describe('Its members beside its owner'),
  items: z.array(projectItemSchema),
  actions: z.array(allowedCommandSchema).describe('What you may do now to it'),
})

export type ProjectDetails = Frozen<z.output<typeof projectDetailsSchema>>
