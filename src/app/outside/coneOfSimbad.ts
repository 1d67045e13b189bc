import { z } from 'zod'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'

/** A cone on the sky, ICRS. */
export interface OutsideCone {
  readonly raDeg: number
  readonly decDeg: number
  readonly radiusArcsec: number
}

/** An object as a service has it. */
export interface OutsideObject {
  readonly name: string
  readonly type: string
  readonly raDeg: number
  readonly decDeg: number
}

const replySchema = z.object({ data: z.array(z.tuple([z.string(), z.string().nullable(), z.number(), z.number()])) })

/** The request of a cone to SIMBAD's TAP service: nearest 50. */
export function simbadAddress(base: string, { raDeg, decDeg, radiusArcsec }: OutsideCone): string {
  const point = `POINT('ICRS', ${raDeg}, ${decDeg})`
  const within = `CONTAINS(POINT('ICRS', ra, dec), CIRCLE('ICRS', ${raDeg}, ${decDeg}, ${radiusArcsec / 3600})) = 1`
  const query = `SELECT TOP 50 main_id, otype_txt, ra, dec FROM basic WHERE ${within} ORDER BY DISTANCE(POINT('ICRS', ra, dec), ${point})`
  return `${base}?${String(new URLSearchParams({ request: 'doQuery', lang: 'adql', format: 'json', query }))}`
}

/** The objects of a reply of SIMBAD. @returns `outside.reply` for another text */
export function objectsOfSimbad(text: string): Result<readonly OutsideObject[]> {
  try {
    const { data } = replySchema.parse(JSON.parse(text))
    return success(data.map(([name, type, raDeg, decDeg]) => ({ name: name.replaceAll(/\s+/g, ' '), type: type ?? '', raDeg, decDeg })))
  } catch {
    return failure(
      makeFault('outside.reply', 'SIMBAD: expected a table of objects, found another reply.', {
        hint: 'Try again later.',
        retryable: true,
      }),
    )
  }
}
