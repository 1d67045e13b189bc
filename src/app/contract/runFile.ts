import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

export const runFileSchema = z.object({
  name: z.string(),
  bytes: z.number(),
  sha256: z.string().nullable().describe('As it was published; null for an export, which can be made again'),
  isExport: z.boolean(),
})

/** A file of a version that can be taken away. */
export type RunFile = Frozen<z.output<typeof runFileSchema>>
