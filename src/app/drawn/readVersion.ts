import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { findResult } from '../../store/catalogue/results.ts'
import type { ResultRow, RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import type { Halley } from '../halley.ts'

/** A run by name or id, and the version that is meant; default: the one that is shown. */
export interface RunVersion {
  readonly run: string
  readonly version?: number | undefined
}

/** A version whose files can be read. */
export interface ReadVersion {
  readonly run: RunRow
  readonly version: number
  readonly result: ResultRow
}

function unknown({ name, headVersion }: RunRow, number: number | null) {
  const hint =
    headVersion === null
      ? `Process it first: ./halley process ${name}`
      : `./halley versions ${name} lists them; version ${headVersion} is shown.`
  const message = `Run ${name}: expected ${number === null ? 'a version' : `version ${number}`}, found none that is live.`
  return makeFault('version.unknown', message, { hint, data: { run: name, version: number } })
}

function damaged({ name }: RunRow, version: number) {
  return makeFault('version.damaged', `Version ${version} of run ${name}: expected its files as they were published, found some missing.`, {
    hint: './halley fsck tells which; bring them back from a copy of the store.',
    data: { run: name, version },
  })
}

/** Finds a version of a run to read. @returns `version.unknown` for one that is not live, `version.damaged` for one that lacks files */
export async function readVersion({ store }: Halley, run: RunRow, version: number | undefined): Promise<Result<ReadVersion>> {
  const number = version ?? run.headVersion
  const found = number === null ? undefined : await findVersion(store.catalogue, run.id, number)
  if (number === null || found?.place !== 'live') return failure(unknown(run, number))
  const result = await findResult(store.catalogue, found.resultId)
  if (!result) throw new Error(`Version ${number} of run ${run.id} has no result`)
  return result.missingSince === null ? success({ run, version: number, result }) : failure(damaged(run, number))
}
