import { z } from 'zod'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { doors, type Door } from '../door.ts'
import type { Halley } from '../halley.ts'

const asked = z.object({ door: z.enum(doors) })

/** What is asked for, as the catalogue keeps it: with the door, by which a worker knows which files may be named. */
export function requestText({ door }: Halley, request: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...request, door })
}

/** Through what an operation was asked for. Of one that does not say, the narrowest. */
export function doorOf({ request }: Pick<OperationRow, 'request'>): Door {
  const read = asked.safeParse(JSON.parse(request))
  return read.success ? read.data.door : 'server'
}
