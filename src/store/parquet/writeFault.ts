import { makeFault } from '../../fault/fault.ts'
import type { Fault } from '../../fault/fault.ts'

/** Why a table could not be written, as a fault. */
export function writeFault(path: string, error: unknown): Fault {
  return makeFault('parquet.write', `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`, {
    hint: 'Check that the disk has room and that the folder may be written, then try again.',
    retryable: true,
    data: { path },
  })
}
