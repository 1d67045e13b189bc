import { z } from 'zod'
import { textInAddress } from '../../parts/listSearch.ts'

const kinds = ['project', 'run', 'sample', 'analysis', 'versions'] as const

const schema = z.object({
  kind: z.enum(kinds).optional().catch(undefined),
  q: textInAddress,
  owner: textInAddress,
})

/** What the address of the Trash says: what is listed of it. `owner`: the name of another user, or `*` for everybody. */
export type TrashSearch = z.output<typeof schema>

export type TrashKind = (typeof kinds)[number]

export const trashKinds = kinds

/** In an address, the Trash of everybody. */
export const everybody = '*'

export function trashSearch(search: Record<string, unknown>): TrashSearch {
  return schema.parse(search)
}
