import { z } from 'zod'
import { pictureSettingsSchema } from '../../plots/picture/pictureSettings.ts'

const schema = pictureSettingsSchema.extend({
  version: z.number().int().min(1).optional().catch(undefined),
  /** A pixel to begin at. */
  x: z.number().optional().catch(undefined),
  y: z.number().optional().catch(undefined),
})

/** What the address of an image or a measurement says: a version that is pinned, how it is drawn, and where it begins. */
export type ImageSearch = z.output<typeof schema>

export function imageSearch(search: Record<string, unknown>): ImageSearch {
  return schema.parse(search)
}
