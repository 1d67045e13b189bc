import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

export const configProblemSchema = z.object({
  severity: z.enum(['error', 'warning']).describe('An error stops processing, a warning does not'),
  code: z.string(),
  message: z.string().describe('What was expected and what was found; the place is in the fields beside it'),
  hint: z.string().describe('The next thing to do'),
  file: z.string().describe('The configuration file'),
  line: z.number().describe('1-based'),
  column: z.number().describe('1-based'),
})

/** One thing that is wrong with a configuration, or worth knowing, and where. */
export type ConfigProblem = Frozen<z.output<typeof configProblemSchema>>
