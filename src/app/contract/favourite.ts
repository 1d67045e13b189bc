import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

export const favouriteSchema = z.object({
  runId: z.string(),
  run: z.string(),
  runWords: z.string().describe('What the run is doing or where it is, such as `Completed` or `In trash`'),
  isRunLive: z.boolean(),
  source: z.number(),
  text: z.string().describe('Why it is one'),
  atUtc: z.string(),
  tags: z.array(z.string()),
  comments: z.number(),
  shown: z
    .object({
      name: z.string(),
      raDeg: z.number(),
      decDeg: z.number(),
      measurements: z.number(),
      maxPeakMjy: z.number().nullable(),
      etaPeak: z.number().nullable(),
      vPeak: z.number().nullable(),
      isNew: z.boolean(),
    })
    .nullable()
    .describe('As the version has it that the run shows; null where that lacks it or cannot be read'),
})

/** A source that the user marked. */
export type Favourite = Frozen<z.output<typeof favouriteSchema>>
