import { join } from 'node:path'
import type { EarlierPlaces } from '../../pipeline/forced/earlierPlaces.ts'
import { findResult } from '../../store/catalogue/results.ts'
import type { ResultRow, RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import { damagedResultFiles } from '../../store/integrity/checkFiles.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { resolvedInputsOfResult } from '../../store/resultInputs.ts'
import { missedPlacesTable } from '../../store/tables/missedPlaces.ts'
import type { Halley } from '../halley.ts'
import { missedPlacesByImage } from '../tables/missedPlaceColumns.ts'
import { computedBy } from './computedBy.ts'
import { threadDuckDb } from './threadDuckDb.ts'

async function isWhole({ store }: Halley, { runId, id }: ResultRow, path: string): Promise<boolean> {
  const damaged = await damagedResultFiles(store, runId, id)
  return damaged.every((file) => file.path !== path)
}

/**
 * What images said where they missed sources when the version that is shown was made, by the images' numbers. It holds for
 * a processing with the settings of that version; empty where another program made it, and where the table is not whole.
 */
export async function headPlaces(halley: Halley, run: RunRow): Promise<ReadonlyMap<number, EarlierPlaces>> {
  const nothing = new Map<number, EarlierPlaces>()
  const { store } = halley
  const head = run.headVersion === null ? undefined : await findVersion(store.catalogue, run.id, run.headVersion)
  const result = head && (await findResult(store.catalogue, head.resultId))
  const inputs = result && (await resolvedInputsOfResult(store, result.id))
  if (!result || !inputs?.ok || inputs.value.computedBy !== computedBy) return nothing
  const path = join(store.paths.result(run.id, result.id), `${missedPlacesTable.name}.parquet`)
  if (!(await isWhole(halley, result, path))) return nothing
  const columns = missedPlacesTable.columns.map(({ name }) => name)
  const rows = await readColumns(await threadDuckDb(), [path], missedPlacesTable, columns)
  return rows.ok ? missedPlacesByImage(rows.value) : nothing
}
