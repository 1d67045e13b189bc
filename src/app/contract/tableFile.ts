import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** What a table of science can be taken away as. */
export const tableFormats = ['csv', 'votable', 'parquet', 'arrow'] as const

export type TableFormat = (typeof tableFormats)[number]

/** The ending of the name of such a file. */
export const endingOfTable: Readonly<Record<TableFormat, string>> = { csv: 'csv', votable: 'vot', parquet: 'parquet', arrow: 'arrow' }

export const tableFormatSchema = z.enum(tableFormats)

const cellSchema = z.union([z.number(), z.string(), z.boolean(), z.null()])

export const givenTableSchema = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .describe('What the table is of; the file is called so')
    .meta({ examples: ['candidates'] }),
  columns: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        kind: z.enum(['number', 'text', 'flag', 'time']).describe('A time is a text as in ISO 8601, UTC'),
        unit: z.string().max(40).optional().describe('In the VOUnits form'),
        description: z.string().max(1000).default(''),
      }),
    )
    .min(1)
    .max(500)
    .refine((columns) => new Set(columns.map(({ name }) => name.toLowerCase())).size === columns.length, {
      error: 'Expected columns of different names, found one name twice.',
    }),
  rows: z.array(z.array(cellSchema)).max(200_000).describe('Values in the order of the columns; null where unknown'),
  format: tableFormatSchema,
})

/** A table that whoever asks has at hand, to be written as a file. */
export type GivenTable = Frozen<z.output<typeof givenTableSchema>>
