import { z } from 'zod'

const schema = z.object({
  to: z.string().optional().catch(undefined),
  because: z.enum(['link', 'provider', 'unknown']).optional().catch(undefined),
})

/** What the address of the sign-in page says: where to go afterwards, and why one is here again. */
export type SignInSearch = z.output<typeof schema>

export function signInSearch(search: Record<string, unknown>): SignInSearch {
  return schema.parse(search)
}
