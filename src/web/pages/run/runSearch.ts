import { z } from 'zod'
import { measurementColumns } from '../../../app/contract/runContents.ts'

const whole = z.coerce.number().int().min(1)
const columns = [...measurementColumns, ...measurementColumns.map((column) => `-${column}` as const)] as const

const schema = z.object({
  version: whole.optional().catch(undefined),
  compare: whole.optional().catch(undefined),
  with: whole.optional().catch(undefined),
  tab: z.enum(['images', 'measurements', 'made', 'files']).optional().catch(undefined),
  image: whole.optional().catch(undefined),
  forced: z.enum(['only', 'without']).optional().catch(undefined),
  sort: z.enum(columns).optional().catch(undefined),
  imageSort: z.string().optional().catch(undefined),
  log: z.string().optional().catch(undefined),
  line: z.coerce.number().int().min(0).optional().catch(undefined),
})

/** What the address of a run's page says: the version that is pinned, what is compared, and what stands in its tables. */
export type RunSearch = z.output<typeof schema>

export function runSearch(search: Record<string, unknown>): RunSearch {
  return schema.parse(search)
}
