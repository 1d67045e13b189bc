import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** What became of a source from one version to another. One that split, say, may have changed too. */
export const changeKinds = ['added', 'gone', 'split', 'merged', 'changed'] as const

export type ChangeKind = (typeof changeKinds)[number]

export const changeOrders = ['id', 'name', 'ra', 'dec', 'n_meas_from', 'n_meas_to', 'flux_from', 'flux_to', 'flux_change', 'moved'] as const

export type ChangeOrder = (typeof changeOrders)[number]

const fluxSchema = z.number().nullable()

const sourceChangeSchema = z.object({
  id: z.number(),
  name: z.string(),
  others: z.array(z.number()).describe('The sources that it split into, or merged from; none for the other kinds'),
  raDeg: z.number().describe('Of the later version; of a source that is gone, of the earlier'),
  decDeg: z.number(),
  measurementsFrom: z.number().nullable().describe('Null where the earlier version has not the source'),
  measurementsTo: z.number().nullable().describe('Null where the later version has not the source'),
  fluxFromMjy: fluxSchema.describe('Mean peak flux density, mJy/beam'),
  fluxToMjy: fluxSchema,
  fluxChangeMjy: fluxSchema,
  movedArcsec: z.number().nullable(),
})

/** One source that is not as it was. */
export type SourceChange = Frozen<z.output<typeof sourceChangeSchema>>

export const changesQuerySchema = z.object({
  kind: z.enum(changeKinds),
  sort: z.enum(changeOrders).default('id'),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  after: z.string().max(400).optional().describe('What `next` of the page before said'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

export const changesPageSchema = z.object({
  rows: z.array(sourceChangeSchema),
  total: z.number(),
  next: z.string().nullable().describe('For `after`: the page that follows; null on the last'),
})

/** Some sources of one kind of change, in an order. */
export type ChangesPage = Frozen<z.output<typeof changesPageSchema>>

export const changePointsSchema = z.object({
  changes: z.object({
    total: z.number(),
    kind: z.array(z.enum(changeKinds)),
    id: z.array(z.number()),
    raDeg: z.array(z.number()),
    decDeg: z.array(z.number()),
    fluxFromMjy: z.array(fluxSchema).describe('Mean peak flux density, mJy/beam; null where the version has not the source'),
    fluxToMjy: z.array(fluxSchema),
  }),
  unchanged: z.object({
    total: z.number(),
    id: z.array(z.number()),
    fluxFromMjy: z.array(fluxSchema),
    fluxToMjy: z.array(fluxSchema),
  }),
})

/** Changes of all kinds and sources without one, column by column, for a map and a scatter plot: all, or so many that are chosen by their ids. */
export type ChangePoints = Frozen<z.output<typeof changePointsSchema>>
