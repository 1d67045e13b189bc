import { join } from 'node:path'
import type { EarlierPlaces } from '../../pipeline/forced/earlierPlaces.ts'
import { findResult } from '../../store/catalogue/results.ts'
import type { ResultRow, RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import { damagedResultFiles } from '../../store/integrity/checkFiles.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import type { ResultInputs } from '../../store/resultInputs.ts'
import { resolvedInputsOfResult } from '../../store/resultInputs.ts'
import { missedPlacesTable } from '../../store/tables/missedPlaces.ts'
import { effectiveSettings } from '../config/effectiveSettings.ts'
import type { RunConfig } from '../contract/config.ts'
import type { Halley } from '../halley.ts'
import { missedPlacesByImage } from '../tables/missedPlaceColumns.ts'
import { computedBy } from './computedBy.ts'
import { threadDuckDb } from './threadDuckDb.ts'

/** What an image says at a place depends on these settings; the others decide where it is asked. */
const settingsOfFits = ['source_monitoring.edge_buffer_scale', 'source_monitoring.cluster_threshold', 'source_monitoring.allow_nan']

function wouldSayTheSame(inputs: ResultInputs, config: RunConfig): boolean {
  const settings = effectiveSettings(config)
  return inputs.computedBy === computedBy && settingsOfFits.every((setting) => inputs.settings[setting] === settings[setting])
}

async function isWhole({ store }: Halley, { runId, id }: ResultRow, path: string): Promise<boolean> {
  const damaged = await damagedResultFiles(store, runId, id)
  return damaged.every((file) => file.path !== path)
}

/**
 * What images said where they missed sources when the version that is shown was made, by the images' numbers; empty where
 * other settings or another program would now make something else of the same pixels, and where the table is not whole.
 */
export async function headPlaces(halley: Halley, run: RunRow, config: RunConfig): Promise<ReadonlyMap<number, EarlierPlaces>> {
  const nothing = new Map<number, EarlierPlaces>()
  const { store } = halley
  const head = run.headVersion === null ? undefined : await findVersion(store.catalogue, run.id, run.headVersion)
  const result = head && (await findResult(store.catalogue, head.resultId))
  const inputs = result && (await resolvedInputsOfResult(store, result.id))
  if (!result || !inputs?.ok || !wouldSayTheSame(inputs.value, config)) return nothing
  const path = join(store.paths.result(run.id, result.id), `${missedPlacesTable.name}.parquet`)
  if (!(await isWhole(halley, result, path))) return nothing
  const columns = missedPlacesTable.columns.map(({ name }) => name)
  const rows = await readColumns(await threadDuckDb(), [path], missedPlacesTable, columns)
  return rows.ok ? missedPlacesByImage(rows.value) : nothing
}
