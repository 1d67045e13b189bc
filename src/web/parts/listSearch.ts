import { z } from 'zod'

/** A text of an address. One that looks like a number or a flag comes as that: `?q=2026`. */
export const textInAddress = z
  .union([z.string(), z.number().transform(String), z.boolean().transform(String)])
  .optional()
  .catch(undefined)

/** What the address of a list says: the search and the order. */
export const listSearchShape = {
  q: textInAddress,
  sort: z.string().optional().catch(undefined),
}

const schema = z.object(listSearchShape)

export interface ListSearch {
  readonly q?: string | undefined
  readonly sort?: string | undefined
}

export function listSearch(search: Record<string, unknown>): ListSearch {
  return schema.parse(search)
}

/** Whether a search finds a text: each of its words is in it, in capitals or not. */
export function finds(q: string | undefined, text: string): boolean {
  const lower = text.toLowerCase()
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}
