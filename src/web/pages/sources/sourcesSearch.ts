import { z } from 'zod'

const listSchema = z.object({
  run: z.array(z.string()).optional().catch(undefined),
  project: z.string().optional().catch(undefined),
  sample: z.string().optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  columns: z.string().optional().catch(undefined),
})

const oneSchema = z.object({
  version: z.number().int().min(1).optional().catch(undefined),
  flux: z.enum(['peak', 'integrated']).optional().catch(undefined),
  scale: z.enum(['log']).optional().catch(undefined),
  time: z.enum(['mjd', 'days']).optional().catch(undefined),
  limit: z.number().min(0).max(10).optional().catch(undefined),
  in: z.array(z.string()).optional().catch(undefined),
  project: z.string().optional().catch(undefined),
  sample: z.string().optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
})

/** What the address of the sources page says: the runs (or a project, or a sample), the query, the order, the columns. */
export type SourcesSearch = z.output<typeof listSchema>

export function sourcesSearch(search: Record<string, unknown>): SourcesSearch {
  return listSchema.parse(search)
}

/**
 * What the address of a source says: a version that is pinned, how its light curve is drawn, and the query that the
 * reader came from: its runs (`in`), project or sample, its text, its order.
 */
export type SourceSearch = z.output<typeof oneSchema>

export function sourceSearch(search: Record<string, unknown>): SourceSearch {
  return oneSchema.parse(search)
}
