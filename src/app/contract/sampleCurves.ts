import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { originStateSchema } from './drawn.ts'

const sourceShape = {
  run: z.string().describe('Name of the run in the sample'),
  version: z.number(),
  id: z.number(),
  name: z.string(),
}

export const sampleCurvesSchema = z.object({
  curves: z.array(
    z.object({
      ...sourceShape,
      timeMs: z.array(z.number()).describe('Since 1970, UTC, in the order of time'),
      peakMjy: z.array(z.number()).describe('mJy/beam'),
      peakErrorMjy: z.array(z.number()),
      integratedMjy: z.array(z.number()),
      integratedErrorMjy: z.array(z.number()),
      isForced: z.array(z.boolean()),
    }),
  ),
  total: z.number().describe('Sources of the sample'),
  next: z.string().nullable().describe('For `after`: the page that follows; null on the last'),
})

/** The light curves of some sources of a sample, column by column. */
export type SampleCurves = Frozen<z.output<typeof sampleCurvesSchema>>

export const samplePointsSchema = z.object({
  total: z.number().describe('Sources of the sample'),
  run: z.array(z.string()),
  version: z.array(z.number()),
  id: z.array(z.number()),
  name: z.array(z.string()),
  raDeg: z.array(z.number()),
  decDeg: z.array(z.number()),
})

/** Where the sources of a sample are, for a map: all of them, or so many that are chosen the same each time. */
export type SamplePoints = Frozen<z.output<typeof samplePointsSchema>>

const measurementSchema = z.object({
  id: z.number(),
  image: z.string(),
  timeUtc: z.string(),
  mjd: z.number(),
  frequencyMhz: z.number(),
  raDeg: z.number(),
  decDeg: z.number(),
  peakMjy: z.number(),
  peakErrorMjy: z.number(),
  integratedMjy: z.number(),
  integratedErrorMjy: z.number(),
  noiseMjy: z.number(),
  snr: z.number().nullable(),
  isForced: z.boolean(),
})

export const sampleSourceSchema = z.object({
  sample: z.object({ id: z.string(), name: z.string() }),
  ...sourceShape,
  origin: originStateSchema.extend({ runId: z.string() }).describe('How its run is now'),
  columns: z.array(z.object({ name: z.string(), unit: z.string().nullable(), description: z.string() })),
  values: z.array(z.union([z.number(), z.string(), z.boolean(), z.null()])).describe('In the order of the columns; null where unknown'),
  measurements: z.array(measurementSchema).describe('In the order of time'),
})

/** A source as a sample keeps it, whatever has become of its run. */
export type SampleSource = Frozen<z.output<typeof sampleSourceSchema>>
