import { failure, success, type Fault, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { versionsOfRun } from '../../store/catalogue/versions.ts'
import type { Halley } from '../halley.ts'
import { readVersion, type ReadVersion } from './readVersion.ts'

/** What is looked for in the versions of a run. */
export interface Sought<T> {
  /** Default: the version that is shown; where that lacks it, the last that had it. */
  readonly version: number | undefined
  /** @returns null in a version that lacks it */
  readonly find: (version: ReadVersion) => Promise<T | null>
  /** Where no version has it. */
  readonly fault: Fault
}

/**
 * Finds something in the version of a run that is meant; where none is meant and the head lacks it, in the last that had
 * it and can be read.
 *
 * @returns the faults of reading the version that is meant, and `fault`
 */
export async function lastThatHas<T>(halley: Halley, run: RunRow, { version, find, fault }: Sought<T>): Promise<Result<T>> {
  const read = await readVersion(halley, run, version)
  if (!read.ok) return read
  const first = await find(read.value)
  if (first !== null) return success(first)
  const others = version === undefined ? await versionsOfRun(halley.store.catalogue, run.id) : []
  for (const { number, place } of others) {
    if (place !== 'live' || number === run.headVersion) continue
    const other = await readVersion(halley, run, number)
    const found = other.ok ? await find(other.value) : null
    if (found !== null) return success(found)
  }
  return failure(fault)
}
