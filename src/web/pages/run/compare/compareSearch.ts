import { z } from 'zod'
import { changeKinds, changeOrders } from '../../../../app/contract/versionChanges.ts'

const whole = z.coerce.number().int().min(1)
const orders = [...changeOrders, ...changeOrders.map((order) => `-${order}` as const)] as const

const schema = z.object({
  from: whole.optional().catch(undefined),
  to: whole.optional().catch(undefined),
  kind: z.enum(changeKinds).optional().catch(undefined),
  sort: z.enum(orders).optional().catch(undefined),
  source: z.coerce.number().int().min(0).optional().catch(undefined),
})

/** What the address of a comparison says: two versions, the kind of change that is listed, its order, the source that is looked at. */
export type CompareSearch = z.output<typeof schema>

export function compareSearch(search: Record<string, unknown>): CompareSearch {
  return schema.parse(search)
}
