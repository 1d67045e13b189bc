import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { numberColumns } from './sourceColumns.ts'

const sortable = [...numberColumns, 'run', 'name'] as const

export const sourcePageQuerySchema = z.object({
  sort: z.enum(sortable).default('id').describe('The column that rows are ordered by; what is unknown comes last'),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  after: z.string().max(400).optional().describe('What `next` of the page before said'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

export type SourcePageQuery = Frozen<z.output<typeof sourcePageQuerySchema>>

const valueSchema = z.union([z.number(), z.string(), z.boolean(), z.null()])

export const sourcePageSchema = z.object({
  columns: z.array(z.object({ name: z.string(), unit: z.string().nullable(), description: z.string(), isNumber: z.boolean() })),
  rows: z.array(z.array(valueSchema)).describe('Values in the order of the columns; null where unknown'),
  total: z.number(),
  next: z.string().nullable().describe('What to ask for with `after` to go on; null at the end'),
})

/** Some sources, in an order, with what it takes to go on. */
export type SourcePage = Frozen<z.output<typeof sourcePageSchema>>
