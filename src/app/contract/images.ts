import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { runImageSchema } from './runContents.ts'

/** The maps of an image. */
export const imageLayers = ['image', 'noise', 'background'] as const

export type ImageLayer = (typeof imageLayers)[number]

const limitsSchema = z.object({ low: z.number(), high: z.number() })

const ellipseSchema = z.object({
  semiMajor: z.number().describe('pixels'),
  semiMinor: z.number().describe('pixels'),
  angleDeg: z.number().describe('Of the major axis, from +x towards +y'),
})

/** An ellipse on the pixels of an image. */
export type PixelEllipse = Frozen<z.output<typeof ellipseSchema>>

const fileSchema = z.object({
  role: z.enum(['image', 'catalogue', 'noise', 'background']),
  path: z.string(),
  bytes: z.number(),
  fingerprint: z.string(),
  state: z.enum(['there', 'missing', 'changed', 'unreadable']),
})

/** A file that an image was made from. */
export type ImageFile = Frozen<z.output<typeof fileSchema>>

const planeSchema = z.object({
  layer: z.enum(imageLayers),
  of: z.enum(['mean', 'peak']),
  factor: z.number().describe('Pixels of the image along the edge of one of the preview'),
  width: z.number(),
  height: z.number(),
})

export const imageDetailsSchema = runImageSchema.extend({
  runId: z.string(),
  run: z.string(),
  version: z.number(),
  width: z.number(),
  height: z.number(),
  pixelArcsec: z.number().describe('The smaller edge of a pixel'),
  beam: ellipseSchema.nullable().describe('At the centre of the image; null where that is off the sky'),
  rmsMinMjy: z.number(),
  rmsMaxMjy: z.number(),
  bandwidthMhz: z.number(),
  contentHash: z.string().describe('Of the files, the settings of ingest and its version'),
  ingestedUtc: z.string(),
  files: z.array(fileSchema),
  preview: z.array(planeSchema).describe('Empty where there is none and none can be made'),
  previewBytes: z.number(),
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })).describe('Runs that you may see, in the trash too'),
  usedByOthers: z.number().describe('Runs that you may not see'),
})

/** Everything about an image of a version. */
export type ImageDetails = Frozen<z.output<typeof imageDetailsSchema>>

export const imageLimitsSchema = z.object({
  zscale: limitsSchema.describe('mJy/beam'),
  range: limitsSchema.describe('mJy/beam'),
})

/** The values between which a part of an image may be drawn, mJy/beam. */
export type ImageLimits = Frozen<z.output<typeof imageLimitsSchema>>

export const imageGridSchema = z.object({
  lines: z.array(
    z.object({
      axis: z.enum(['ra', 'dec']),
      valueDeg: z.number(),
      label: z.string(),
      parts: z.array(z.array(z.number())).describe('x and y of each point in turn, pixels of the image'),
    }),
  ),
  lattice: z.object({
    nodes: z.number().describe('Along each edge'),
    raDeg: z.array(z.number().nullable()),
    decDeg: z.array(z.number().nullable()),
  }),
})

/** Lines of right ascension and declination over a part of an image, and positions between which one may interpolate. */
export type ImageGrid = Frozen<z.output<typeof imageGridSchema>>

const numbers = z.array(z.number())

export const imageShapesSchema = z.object({
  total: z.number().describe('Measurements of the image in this version; the brightest are given'),
  ids: numbers,
  x: numbers.describe('pixels of the image'),
  y: numbers,
  semiMajor: numbers.describe('Half of the full width at half maximum, pixels'),
  semiMinor: numbers,
  angleDeg: numbers.describe('Of the major axis, from +x towards +y'),
  peakMjy: numbers,
  isForced: z.array(z.boolean()),
})

/** The measurements of an image as ellipses on its pixels, column by column, the brightest first. */
export type ImageShapes = Frozen<z.output<typeof imageShapesSchema>>

const valueSchema = z.object({
  name: z.string(),
  unit: z.string().nullable(),
  description: z.string(),
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
})

export const measurementDetailsSchema = z.object({
  runId: z.string(),
  run: z.string(),
  version: z.number().describe('The version that was asked for, the one that is shown, or the last that had it'),
  head: z.number().nullable(),
  id: z.number(),
  name: z.string(),
  isForced: z.boolean(),
  timeUtc: z.string(),
  mjd: z.number(),
  raDeg: z.number(),
  decDeg: z.number(),
  values: z.array(valueSchema).describe('Every column of its table'),
  image: z.object({ number: z.number(), name: z.string(), x: z.number().nullable(), y: z.number().nullable() }),
  shape: ellipseSchema.nullable().describe('Its full width at half maximum on the image; null off the sky'),
  sources: z.array(z.object({ id: z.number(), name: z.string(), measurements: z.number() })),
  siblings: z
    .array(z.object({ id: z.number(), name: z.string(), peakMjy: z.number(), integratedMjy: z.number(), sources: z.array(z.number()) }))
    .describe('The other components of its island'),
})

/** Everything about a measurement. */
export type MeasurementDetails = Frozen<z.output<typeof measurementDetailsSchema>>
