import { join, resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { ExportPlace } from '../../store/arrow/exportPlace.ts'
import { storePlace, takenNames } from '../../store/arrow/exportPlace.ts'
import type { ResultTables } from '../../store/arrow/resultTables.ts'
import { resultTables } from '../../store/arrow/resultTables.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import type { Halley } from '../halley.ts'

export interface ExportChoice {
  /** Default: the version that is shown. */
  readonly version?: number | undefined
  /** Replace files that are there. */
  readonly overwrite: boolean
  /** A folder of the user; default: in the store, where the run directory leads to them. */
  readonly to?: string | undefined
}

/** What is exported, and where to. */
export interface ExportTarget {
  readonly version: number
  readonly tables: ResultTables
  readonly place: ExportPlace
}

export const MEASUREMENTS_FILE = 'measurements.arrow'
export const PAIRS_FILE = 'measurement_pairs.arrow'

function noVersion({ name }: RunRow) {
  return makeFault('version.unknown', `Run ${name}: expected a version to export, found none yet.`, {
    hint: `Process it first: ./halley process ${name}`,
    data: { run: name },
  })
}

function unknownVersion({ name, headVersion }: RunRow, number: number) {
  return makeFault('version.unknown', `Expected version ${number} of run ${name}, found none that is live.`, {
    hint: `./halley versions ${name} lists them; version ${headVersion ?? 'none'} is shown.`,
    data: { run: name, version: number },
  })
}

function alreadyThere(run: RunRow, { folder }: ExportPlace, [first = '']: readonly string[]) {
  return makeFault('export.exists', `${join(folder, first)}: expected no export yet, found one.`, {
    hint: `To make it again: ./halley export ${run.name} --overwrite`,
    data: { path: join(folder, first) },
  })
}

/** Finds the version and the place of an export. @returns `version.unknown`, `export.exists` */
export async function exportTarget({ store }: Halley, run: RunRow, choice: ExportChoice): Promise<Result<ExportTarget>> {
  const number = choice.version ?? run.headVersion
  if (number === null) return failure(noVersion(run))
  const version = await findVersion(store.catalogue, run.id, number)
  if (version?.place !== 'live') return failure(unknownVersion(run, number))
  const place = choice.to === undefined ? storePlace(store, run.id, version.resultId) : { folder: resolve(choice.to), isInStore: false }
  const taken = choice.overwrite ? [] : await takenNames(place, [MEASUREMENTS_FILE, PAIRS_FILE])
  if (taken.length > 0) return failure(alreadyThere(run, place, taken))
  return success({ version: number, place, tables: await resultTables(store, run.id, version.resultId) })
}
