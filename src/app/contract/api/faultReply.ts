import { z } from 'zod'
import type { Frozen } from './endpoint.ts'

/** How every call says no. */
export const faultReplySchema = z.object({
  error: z.object({
    code: z.string().describe('Stable, dotted, such as `run.busy`'),
    message: z.string().describe('What was expected, what was found, and where'),
    hint: z.string().describe('What to do next'),
    retryable: z.boolean().describe('Whether the same call may succeed later without any change'),
    data: z.record(z.string(), z.unknown()).describe('What a program needs to react, such as the new plan of a stale one'),
  }),
})

export type FaultReply = Frozen<z.output<typeof faultReplySchema>>
