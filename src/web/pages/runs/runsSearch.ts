import { z } from 'zod'
import { runFilterStatuses } from '../../../app/contract/runRow.ts'
import { textInAddress } from '../../parts/listSearch.ts'

const schema = z.object({
  q: textInAddress,
  status: z.enum(runFilterStatuses).optional().catch(undefined),
  project: textInAddress,
  owner: z.literal('mine').optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  columns: z.string().optional().catch(undefined),
})

/** What the address of the runs page says: the filters, the order, the columns. */
export type RunsSearch = z.output<typeof schema>

export function runsSearch(search: Record<string, unknown>): RunsSearch {
  return schema.parse(search)
}

/** Whether anything but the order and the columns is chosen. */
export function isFiltered({ q, status, project, owner }: RunsSearch): boolean {
  return Boolean(q) || status !== undefined || project !== undefined || owner !== undefined
}
