import { z } from 'zod'

/** What the address of a list says: the search and the order. */
export const listSearchShape = {
  q: z.string().optional().catch(undefined),
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
