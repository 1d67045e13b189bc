import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

const degrees = z.number()

export const runImageSchema = z.object({
  id: z.string(),
  number: z.number().describe('What its measurements call it: `image_id`'),
  name: z.string(),
  epoch: z.number().describe('From 0'),
  timeUtc: z.string(),
  mjd: z.number(),
  durationS: z.number(),
  telescope: z.string(),
  polarisation: z.string(),
  frequencyMhz: z.number(),
  raDeg: degrees,
  decDeg: degrees,
  beamMajorArcsec: z.number(),
  beamMinorArcsec: z.number(),
  beamPaDeg: z.number(),
  rmsMedianMjy: z.number(),
  measurements: z.number().describe('Components of its catalogue'),
  path: z.string().nullable().describe('Where the image was when it was processed; null where that is not kept'),
  footprint: z
    .array(z.tuple([degrees, degrees]))
    .describe('Its corners in right ascension and declination; empty where they are off the sky'),
})

/** An image of a version. */
export type RunImageView = Frozen<z.output<typeof runImageSchema>>

export const missingInputSchema = z.object({
  imageId: z.string(),
  kind: z.enum(['image', 'catalogue', 'noise', 'background']),
  path: z.string(),
  found: z.enum(['missing', 'unreadable']),
})

/** A file that a version was made from and that is not there now. */
export type MissingInput = Frozen<z.output<typeof missingInputSchema>>

/** The columns that the measurements of a version are listed with and sorted by, in the order of the screen. */
export const measurementColumns = [
  'id',
  'ra',
  'uncertainty_ew',
  'dec',
  'uncertainty_ns',
  'flux_peak',
  'flux_peak_err',
  'flux_int',
  'flux_int_err',
  'local_rms',
  'snr',
  'compactness',
  'bmaj',
  'bmin',
  'pa',
  'time',
] as const

export type MeasurementColumn = (typeof measurementColumns)[number]

const known = z.number().nullable()

export const measurementRowSchema = z.object({
  id: z.number(),
  imageNumber: z.number(),
  imageName: z.string(),
  component: z.string().nullable(),
  isForced: z.boolean(),
  sources: z.array(z.number()).describe('Ids of the sources that it belongs to'),
  ra: z.number().describe('deg'),
  uncertainty_ew: known.describe('deg'),
  dec: z.number().describe('deg'),
  uncertainty_ns: known.describe('deg'),
  flux_peak: known.describe('mJy/beam'),
  flux_peak_err: known.describe('mJy/beam'),
  flux_int: known.describe('mJy'),
  flux_int_err: known.describe('mJy'),
  local_rms: known.describe('mJy/beam'),
  snr: known,
  compactness: known,
  bmaj: known.describe('arcsec'),
  bmin: known.describe('arcsec'),
  pa: known.describe('deg'),
  time: z.number().describe('ms since 1970-01-01 UTC'),
})

/** A measurement of a version, a component of a catalogue or a forced fit. Columns are those of its table. */
export type MeasurementRow = Frozen<z.output<typeof measurementRowSchema>>

export const measurementPageSchema = z.object({
  version: z.number(),
  total: z.number().describe('Of the filter, whatever the page'),
  rows: z.array(measurementRowSchema),
  next: z.string().nullable().describe('Give it as `after` for the rows that follow; null at the end'),
})

/** Some measurements of a version. */
export type MeasurementPage = Frozen<z.output<typeof measurementPageSchema>>

export const runSizeSchema = z.object({
  bytes: z.number().describe('Results of all its kept versions'),
  imageBytes: z.number().describe('Measurements and previews of the images that it uses, which others may use too'),
  freesBytes: z.number().describe('What a purge of it alone would free'),
})

/** What a run takes on the disk. */
export type RunSize = Frozen<z.output<typeof runSizeSchema>>

const madeSchema = z.object({
  kind: z.enum(['sample', 'analysis']),
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  createdUtc: z.string(),
  of: z.string().describe('What it was made from: a version, or a sample'),
})

export const runProductsSchema = z.object({
  made: z.array(madeSchema).describe('Samples and analyses that you may see, newest first'),
})

/** What was made from a run. */
export type RunProducts = Frozen<z.output<typeof runProductsSchema>>
