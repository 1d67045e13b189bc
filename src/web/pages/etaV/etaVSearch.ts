import { z } from 'zod'
import { numberColumns } from '../../../app/contract/sourceColumns.ts'

const sigma = z.number().min(0).max(100).optional().catch(undefined)

const searchSchema = z.object({
  run: z.array(z.string()).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  project: z.string().optional().catch(undefined),
  sample: z.string().optional().catch(undefined),
  flux: z.enum(['int']).optional().catch(undefined),
  fit: z.enum(['trap']).optional().catch(undefined),
  cut: z.enum(['discovery']).optional().catch(undefined),
  etaSigma: sigma,
  vSigma: sigma,
  rate: z.number().gt(0).max(1).optional().catch(undefined),
  datapoints: z.number().int().min(2).optional().catch(undefined),
  colour: z.enum(numberColumns).optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
})

/** What the address of the plane of eta and V says: the sources, how they are cut, what colours them. */
export type EtaVSearch = z.output<typeof searchSchema>

export function etaVSearch(search: Record<string, unknown>): EtaVSearch {
  return searchSchema.parse(search)
}
