import { z } from 'zod'
import { imageLayers, type ImageLimits } from '../../../app/contract/images.ts'
import { colourNames } from '../../../app/contract/pictures/colourMaps.ts'
import { stretchNames } from '../../../app/contract/pictures/stretch.ts'
import type { Look } from './look.ts'

/** How a picture is drawn, as its address says it. */
export const pictureSettingsSchema = z.object({
  layer: z.enum(imageLayers).optional().catch(undefined),
  colours: z.enum(colourNames).optional().catch(undefined),
  stretch: z.enum(stretchNames).optional().catch(undefined),
  /** `range`: from the lowest to the highest value; without it as zscale finds them. */
  limits: z.enum(['range', 'own']).optional().catch(undefined),
  low: z.number().optional().catch(undefined),
  high: z.number().optional().catch(undefined),
  of: z.enum(['peak']).optional().catch(undefined),
  grid: z.literal(false).optional().catch(undefined),
  shapes: z.literal(false).optional().catch(undefined),
})

export type PictureSettings = z.output<typeof pictureSettingsSchema>

/** The look that settings ask for; null while its limits are still to come. */
export function lookOf(
  { colours = 'grey', stretch = 'linear', limits, low, high }: PictureSettings,
  found: ImageLimits | undefined,
): Look | null {
  if (limits === 'own' && low !== undefined && high !== undefined) return { colours, stretch, low, high }
  const chosen = limits === 'range' ? found?.range : found?.zscale
  return chosen ? { colours, stretch, ...chosen } : null
}
