import { z } from 'zod'
import { activityGroupSchema } from '../../../app/contract/activity.ts'

const day = z.iso.date().optional().catch(undefined)
const text = z.string().max(300).optional().catch(undefined)

const schema = z.object({
  who: text,
  what: activityGroupSchema.optional().catch(undefined),
  item: text,
  since: day,
  until: day,
  /** The event that the page before ended with. */
  before: text,
})

/** What the address of the activity says: the filters and the page. */
export type ActivitySearch = z.output<typeof schema>

export function activitySearch(search: Record<string, unknown>): ActivitySearch {
  return schema.parse(search)
}
