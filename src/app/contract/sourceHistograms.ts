import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { numberColumns } from './sourceColumns.ts'

export const sourceHistogramsSchema = z.object({
  histograms: z.array(
    z.object({
      column: z.enum(numberColumns),
      isLog: z.boolean().describe('The bins have equal widths in the logarithm'),
      edges: z.array(z.number()).describe('Where bins begin, and where the last ends'),
      all: z.array(z.number()).describe('How many sources lie in each, whatever the query'),
      matching: z.array(z.number()).describe('How many of them the query is true of'),
    }),
  ),
})

/** How values are spread; a column of which nothing is known is left out. */
export type SourceHistograms = Frozen<z.output<typeof sourceHistogramsSchema>>
