import { z } from 'zod'

const schema = z.object({ sort: z.string().optional().catch(undefined) })

/** What the address of a sample says: the order of its sources. */
export type SampleSearch = z.output<typeof schema>

export function sampleSearch(search: Record<string, unknown>): SampleSearch {
  return schema.parse(search)
}
