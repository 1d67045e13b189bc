import { z } from 'zod'
import { listSearchShape } from '../../parts/listSearch.ts'

const kinds = ['project', 'run', 'sample', 'analysis'] as const

const schema = z.object({ ...listSearchShape, kind: z.enum(kinds).optional().catch(undefined) })

/** What the address of the list of what was deleted says. */
export type DeletedSearch = z.output<typeof schema>

export const deletedKinds = kinds

export function deletedSearch(search: Record<string, unknown>): DeletedSearch {
  return schema.parse(search)
}
