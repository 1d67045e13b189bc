import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

const linkSchema = z.object({ run: z.string(), id: z.number(), name: z.string() })

export const besideSourceSchema = z.object({
  previous: linkSchema.nullable().describe('Null on the first'),
  next: linkSchema.nullable().describe('Null on the last'),
  before: z.number().nullable().describe('How many of the query come before it; null where the asked versions lack the source'),
})

/** The sources before and after one in a query. */
export type BesideSource = Frozen<z.output<typeof besideSourceSchema>>

export const relationGraphSchema = z.object({
  run: z.string(),
  source: z.number(),
  sources: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      raDeg: z.number(),
      decDeg: z.number(),
      measurements: z.number(),
      distance: z.number().describe('0: itself; 1: entangled with it; 2: with one of these'),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      shared: z.number().describe('Measurements that belong to both; 0: they contended for one'),
    }),
  ),
  left: z.number().describe('Sources that are entangled too and left out'),
})

/** What a source is entangled with, as a graph. */
export type RelationGraph = Frozen<z.output<typeof relationGraphSchema>>

export const neighbourShapesSchema = z.object({
  shapes: z.array(
    z.object({
      id: z.number().describe('Of the measurement'),
      imageNumber: z.number(),
      source: z.number(),
      name: z.string(),
      raDeg: z.number(),
      decDeg: z.number(),
      majorArcsec: z.number(),
      minorArcsec: z.number(),
      positionAngleDeg: z.number(),
      isForced: z.boolean(),
    }),
  ),
})

/** The measurements of the sources around a source. */
export type NeighbourShapes = Frozen<z.output<typeof neighbourShapesSchema>>
