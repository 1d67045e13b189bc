import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

export const outsideServices = ['SIMBAD', 'NED'] as const

const objectSchema = z.object({
  service: z.enum(outsideServices),
  name: z.string(),
  type: z.string().describe('As the service calls it; empty where it does not say'),
  raDeg: z.number(),
  decDeg: z.number(),
  separationArcsec: z.number(),
})

export const outsideObjectsSchema = z.object({
  isAllowed: z.boolean().describe('Whether an administrator lets this server ask others'),
  radiusArcsec: z.number(),
  objects: z.array(objectSchema).describe('Nearest first'),
  faults: z.array(z.object({ service: z.enum(outsideServices), message: z.string() })),
})

/** What services on the internet know around a source. */
export type OutsideObjects = Frozen<z.output<typeof outsideObjectsSchema>>

export const resolvedNameSchema = z.object({ name: z.string(), raDeg: z.number(), decDeg: z.number() })

/** A name of an object with its position, ICRS. */
export type ResolvedName = Frozen<z.output<typeof resolvedNameSchema>>

export const outsideSettingSchema = z.object({ isAllowed: z.boolean() })
