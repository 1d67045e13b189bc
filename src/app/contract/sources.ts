import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

const cellSchema = z.union([z.number(), z.string(), z.boolean(), z.null()])

const columnSchema = z.object({
  name: z.string(),
  kind: z.enum(['number', 'text', 'flag']),
  unit: z.string().nullable(),
  description: z.string(),
})

const versionSchema = z.object({ runId: z.string(), run: z.string(), version: z.number() })

export const sourcesPageSchema = z.object({
  columns: z.array(columnSchema),
  rows: z.array(z.array(cellSchema)).describe('Values in the order of the columns; null where unknown'),
  versions: z.array(versionSchema).describe('The versions that were asked'),
  next: z.string().nullable().describe('For `after`: the page that follows; null on the last'),
  query: z.string().describe('The query as it was understood'),
})

/** What the whole result of a query can be taken away as: tables, and regions for DS9 and for CARTA (CASA's format). */
export const sourceExportFormats = ['csv', 'votable', 'parquet', 'arrow', 'ds9', 'crtf'] as const

export type SourceExportFormat = (typeof sourceExportFormats)[number]

/** A page of the sources of a query. */
export type SourcesPage = Frozen<z.output<typeof sourcesPageSchema>>

const measurementSchema = z.object({
  id: z.number(),
  imageNumber: z.number(),
  image: z.string(),
  timeUtc: z.string(),
  mjd: z.number(),
  raDeg: z.number(),
  decDeg: z.number(),
  raErrorDeg: z.number(),
  decErrorDeg: z.number(),
  peakMjy: z.number(),
  peakErrorMjy: z.number(),
  integratedMjy: z.number(),
  integratedErrorMjy: z.number(),
  noiseMjy: z.number(),
  snr: z.number().nullable(),
  majorArcsec: z.number(),
  minorArcsec: z.number(),
  positionAngleDeg: z.number(),
  compactness: z.number().nullable(),
  hasSiblings: z.boolean(),
  isForced: z.boolean(),
  frequencyMhz: z.number().nullable().describe('Of the image; null where its result does not say'),
  beamMajorArcsec: z.number().nullable().describe('FWHM of the beam of the image'),
  beamMinorArcsec: z.number().nullable(),
  beamPositionAngleDeg: z.number().nullable(),
})

/** One point of a light curve. Flux densities in mJy/beam (peak) and mJy (integrated). */
export type LightCurvePoint = Frozen<z.output<typeof measurementSchema>>

export const sourceDetailsSchema = z.object({
  runId: z.string(),
  run: z.string(),
  version: z.number().describe('The version that is shown: the one that was asked for, the head, or the last that had the source'),
  head: z.number().nullable(),
  id: z.number(),
  name: z.string(),
  columns: z.array(columnSchema),
  values: z.array(cellSchema),
  measurements: z.array(measurementSchema).describe('In the order of time'),
  related: z.array(z.object({ id: z.number(), name: z.string(), raDeg: z.number(), decDeg: z.number(), measurements: z.number() })),
  wentTo: z.array(z.number()).describe('Where the head lacks it: the sources of the head that have its measurements now'),
})

/** Everything about a source. */
export type SourceDetails = Frozen<z.output<typeof sourceDetailsSchema>>
