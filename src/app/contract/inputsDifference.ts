import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { settingChangeSchema } from './version.ts'

const replacedImageSchema = z.object({
  from: z.string(),
  to: z.string(),
  files: z.array(z.enum(['image', 'catalogue', 'noise', 'background'])).describe('Which of its files are others'),
})

/** An image that is still listed, or whose pixels are, of which at least one file is another. */
export type ReplacedImage = Frozen<z.output<typeof replacedImageSchema>>

const regroupedImageSchema = z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() })

/** An image that is in another company of images of its epoch, or whose epoch has another place among them. */
export type RegroupedImage = Frozen<z.output<typeof regroupedImageSchema>>

export const inputsDifferenceSchema = z.object({
  settings: z.array(settingChangeSchema),
  removed: z.array(z.string()),
  replaced: z.array(replacedImageSchema),
  regrouped: z.array(regroupedImageSchema),
  added: z.array(z.string()),
})

/** How a later list of inputs differs from an earlier one. Images are named by the paths of their FITS files. */
export type InputsDifference = Frozen<z.output<typeof inputsDifferenceSchema>>
