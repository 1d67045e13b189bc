import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

const degrees = z.number()

const skyRunSchema = z.object({ id: z.string(), name: z.string(), version: z.number(), sources: z.number() })

const skyImageSchema = z.object({
  id: z.string(),
  number: z.number(),
  name: z.string(),
  timeUtc: z.string(),
  raDeg: degrees,
  decDeg: degrees,
  footprint: z.array(z.tuple([degrees, degrees])).describe('Its corners in right ascension and declination'),
  runs: z.array(z.number()).describe('The runs that use it, by their places in `runs`'),
})

/** An image on the sky. */
export type SkyImage = Frozen<z.output<typeof skyImageSchema>>

export const footprintsSchema = z.object({
  runs: z.array(skyRunSchema).describe('With the version that was asked'),
  images: z.array(skyImageSchema).describe('In the order of time; those whose corners are off the sky are left out'),
})

/** Where on the sky the images of some runs are. */
export type Footprints = Frozen<z.output<typeof footprintsSchema>>

/** The finest HEALPix order that sources are counted at. */
export const finestOrder = 12

export const densitySchema = z.object({
  order: z.number().describe('HEALPix order: the one that was asked, or the finest below it with few enough cells'),
  cells: z.array(z.number()).describe('Cells with sources, nested numbering, ascending'),
  counts: z.array(z.number()).describe('Sources in each of `cells`'),
  total: z.number(),
})

/** How many sources lie in which HEALPix cell. */
export type SourceDensity = Frozen<z.output<typeof densitySchema>>
