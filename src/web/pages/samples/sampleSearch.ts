import { z } from 'zod'

const schema = z.object({
  sort: z.string().optional().catch(undefined),
  view: z.enum(['curves']).optional().catch(undefined),
  flux: z.enum(['integrated']).optional().catch(undefined),
  axis: z.enum(['shared']).optional().catch(undefined),
})

/** What the address of a sample says: the order of its sources, whether their light curves are shown, and how. */
export type SampleSearch = z.output<typeof schema>

export function sampleSearch(search: Record<string, unknown>): SampleSearch {
  return schema.parse(search)
}

const sourceSchema = z.object({
  run: z.coerce.string().catch(''),
  version: z.coerce.number().int().min(1).catch(1),
  id: z.coerce.number().int().min(0).catch(0),
  flux: z.enum(['integrated']).optional().catch(undefined),
})

/** Which source of a sample is meant, as its row there names it. */
export type SampleSourceSearch = z.output<typeof sourceSchema>

export function sampleSourceSearch(search: Record<string, unknown>): SampleSourceSearch {
  return sourceSchema.parse(search)
}
