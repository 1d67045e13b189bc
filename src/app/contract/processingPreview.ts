import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { configProblemSchema } from './configProblem.ts'
import { inputsDifferenceSchema } from './inputsDifference.ts'

export const processingPreviewSchema = z.object({
  runId: z.string(),
  runName: z.string(),
  version: z.number().nullable().describe('The version that is shown; null before the first'),
  kind: z
    .enum(['first', 'addition', 'unchanged', 'changed', 'invalid'])
    .describe(
      '`first`: there is no version yet; `addition`: images are added to what is shown; `unchanged`: it is what is shown already; `changed`: more is another, so that a full re-run is needed; `invalid`: the configuration has errors',
    ),
  words: z.string().describe('The label of the button: Process, or Add images'),
  imageCount: z.number().describe('How many images would be processed; 0 where the configuration is invalid'),
  difference: inputsDifferenceSchema.nullable().describe('From what the version that is shown was made from; null before the first'),
  problems: z.array(configProblemSchema).describe('Errors, of which there are none but where it is invalid, and warnings'),
})

/** What a processing of a run would do, before it is asked for. */
export type ProcessingPreview = Frozen<z.output<typeof processingPreviewSchema>>

export const processRequestSchema = z.strictObject({
  debug: z.boolean().default(false).describe('Whether its log says more'),
  fullRerun: z
    .boolean()
    .default(false)
    .describe('Process also where more has changed than that images were added, and measure everything anew'),
  key: z
    .string()
    .min(8)
    .max(200)
    .optional()
    .describe('The same key of the same user asks for the same processing: send it again after a failed connection'),
})
