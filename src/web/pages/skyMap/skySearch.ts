import { z } from 'zod'

const number = (least: number, most: number) => z.number().min(least).max(most).optional().catch(undefined)

const schema = z.object({
  frame: z.enum(['icrs', 'galactic']).optional().catch(undefined),
  ra: number(0, 360),
  dec: number(-90, 90),
  zoom: number(1, 2000),
  run: z.array(z.string()).optional().catch(undefined),
  q: z.coerce.string().optional().catch(undefined),
  list: z.enum(['runs', 'regions', 'images']).optional().catch(undefined),
})

/** What the address of the sky says: coordinates, what is in the middle, the runs, the query, the list beside it. */
export type SkySearch = z.output<typeof schema>

export function skySearch(search: Record<string, unknown>): SkySearch {
  return schema.parse(search)
}
