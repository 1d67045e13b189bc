import { z } from 'zod'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { SourcePlace } from '../../store/explore/sourcesPage.ts'

const schema = z.tuple([z.union([z.number(), z.string(), z.null()]), z.number().int(), z.number().int()])

/** A place in an order as a text for `after`. */
export function printCursor({ value, origin, id }: SourcePlace): string {
  return Buffer.from(JSON.stringify([value, origin, id])).toString('base64url')
}

/** Reads what {@link printCursor} wrote. @returns `query.after` for another text */
export function readCursor(text: string): Result<SourcePlace> {
  try {
    const [value, origin, id] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return success({ value, origin, id })
  } catch {
    return failure(
      makeFault('query.after', 'Expected the `next` of an earlier page, found another text.', {
        hint: 'Leave `after` out for the first page.',
      }),
    )
  }
}
