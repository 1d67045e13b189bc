import { z } from 'zod'
import type { Whereabouts } from '../../lifecycle/whereabouts.ts'
import { shareSchema } from './item.ts'
import { allowedCommandSchema } from './runStatus.ts'

const places = ['live', 'hidden', 'trashed', 'purging', 'purged'] as const satisfies readonly Whereabouts[]

/** How the run or sample is that something was made from: what was made from it stays whatever becomes of it. */
export const originStateSchema = z.object({
  where: z.enum(places),
  remark: z.string().describe('Such as `its run is in Trash`; empty while it is live'),
  canRead: z.boolean().describe('Whether you may see it'),
})

export const drawnFileSchema = z.object({
  name: z.string(),
  bytes: z.number(),
  isTable: z.boolean().describe('Whether it comes as CSV too'),
})

/** What lists show of samples and analyses alike. */
export const drawnSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  project: z.string(),
  projectId: z.string(),
  owner: z.string(),
  isMine: z.boolean(),
  words: z.string().describe('Live, or Deleting until it is gone'),
  bytes: z.number(),
  createdUtc: z.string(),
  commands: z.array(allowedCommandSchema.shape.command).describe('What you may do to it now'),
})

/** What their pages show beside. */
export const drawnDetailsShape = {
  codeVersion: z.string().describe('The version of Halley that made it'),
  manifestHash: z.string(),
  files: z.array(drawnFileSchema),
  shares: z.array(shareSchema),
  actions: z.array(allowedCommandSchema).describe('What you may do to it now, in the order of the buttons'),
}
