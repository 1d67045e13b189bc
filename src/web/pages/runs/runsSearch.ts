import { z } from 'zod'

const schema = z.object({
  q: z.string().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
})

/** What the address of the runs page says: the search and the order. */
export type RunsSearch = z.output<typeof schema>

export function runsSearch(search: Record<string, unknown>): RunsSearch {
  return schema.parse(search)
}
