import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** How far from a source rows are shown, unless told otherwise; and at most. */
export const usualReferenceRadiusArcsec = 30
export const maxReferenceRadiusArcsec = 3600

export const positionUnits = ['deg', 'rad', 'hour', 'sexagesimal'] as const

export const newReferenceSchema = z.strictObject({
  path: z.string().min(1).max(4096).describe('Absolute path of a VOTable, FITS or Parquet file on the host; it is only read'),
  name: z.string().trim().min(1).max(100).optional().describe('Default: the name of the file'),
  ra: z.string().max(200).optional().describe('Column of right ascension; default: found by its UCD or its name'),
  dec: z.string().max(200).optional().describe('Column of declination'),
  unit: z.enum(positionUnits).optional().describe('Default: as the columns say; `hour` is for right ascension alone'),
  nameColumn: z.string().max(200).optional().describe('Column that objects are called by'),
  radiusArcsec: z.number().positive().max(maxReferenceRadiusArcsec).optional(),
})

export type NewReference = Frozen<z.output<typeof newReferenceSchema>>

const columnSchema = z.object({ name: z.string(), unit: z.string(), description: z.string() })

export const referenceSchema = z.object({
  id: z.string(),
  name: z.string(),
  fileName: z.string(),
  rows: z.number(),
  radiusArcsec: z.number(),
  columns: z.array(columnSchema),
  by: z.string(),
  addedUtc: z.string(),
})

/** A catalogue of others that sources are compared with. */
export type Reference = Frozen<z.output<typeof referenceSchema>>

export const addedReferenceSchema = referenceSchema.extend({ left: z.number().describe('Rows without a position, which were left out') })

export type AddedReference = Frozen<z.output<typeof addedReferenceSchema>>

const cellSchema = z.union([z.number(), z.string(), z.boolean(), z.null()])

export const crossMatchSchema = z.object({
  catalogues: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      radiusArcsec: z.number(),
      columns: z.array(columnSchema),
      matches: z
        .array(
          z.object({
            name: z.string().nullable(),
            raDeg: z.number(),
            decDeg: z.number(),
            separationArcsec: z.number(),
            positionAngleDeg: z.number().describe('From the source to the object, north through east'),
            values: z.array(cellSchema).describe('In the order of the columns'),
          }),
        )
        .describe('Nearest first'),
      fault: z.string().nullable().describe('Why it cannot be read; null where it can'),
    }),
  ),
})

/** What reference catalogues have around a source. */
export type CrossMatch = Frozen<z.output<typeof crossMatchSchema>>
