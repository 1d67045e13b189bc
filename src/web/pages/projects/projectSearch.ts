import { z } from 'zod'
import { listSearchShape } from '../../parts/listSearch.ts'

export const projectTabs = ['runs', 'samples', 'analyses', 'members'] as const

export type ProjectTab = (typeof projectTabs)[number]

const schema = z.object({ tab: z.enum(projectTabs).optional().catch(undefined), ...listSearchShape })

/** What the address of a project says: the tab, and the search and the order in it. */
export type ProjectSearch = z.output<typeof schema>

export function projectSearch(search: Record<string, unknown>): ProjectSearch {
  return schema.parse(search)
}
