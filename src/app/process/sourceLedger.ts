import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { EarlierSources } from '../../pipeline/identity/inheritSourceIds.ts'
import type { RunRow, VersionRow } from '../../store/catalogue/schema.ts'
import { versionsOfRun } from '../../store/catalogue/versions.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { associationsTable } from '../../store/tables/associations.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import type { Halley } from '../halley.ts'
import type { SourceLedger } from './science.ts'
import { FIRST_FORCED_ID } from './measurementId.ts'
import { withImportedMeasurements } from './importedMeasurements.ts'
import type { RunImage } from './runImage.ts'
import { threadDuckDb } from './threadDuckDb.ts'

interface EarlierVersion {
  readonly sources: EarlierSources
  readonly ids: Float64Array
  readonly names: readonly (string | null)[]
}

async function readVersion(folder: string): Promise<Result<EarlierVersion>> {
  const duckDb = await threadDuckDb()
  const associations = await readColumns(duckDb, [join(folder, 'associations.parquet')], associationsTable, ['source_id', 'meas_id'])
  if (!associations.ok) return associations
  const sources = await readColumns(duckDb, [join(folder, 'sources.parquet')], sourcesTable, ['id', 'name'])
  if (!sources.ok) return sources
  const { source_id: sourceId, meas_id: measurementId } = associations.value
  const isCatalogue = (_: number, entry: number) => measurementId[entry] < FIRST_FORCED_ID
  const catalogueOnly = { sourceId: sourceId.filter(isCatalogue), measurementId: measurementId.filter(isCatalogue) }
  return success({ sources: catalogueOnly, ids: sources.value.id, names: sources.value.name })
}

function isKept({ place }: VersionRow): boolean {
  return place === 'live' || place === 'trashed'
}

/** The results of a run's versions that were not deleted, the head first, then the others newest first, each once. */
async function resultsNewestFirst(halley: Halley, run: RunRow): Promise<string[]> {
  const versions = (await versionsOfRun(halley.store.catalogue, run.id)).filter(isKept)
  const head = versions.filter(({ number }) => number === run.headVersion)
  return [...new Set([...head, ...versions].map(({ resultId }) => resultId))]
}

/**
 * What a run knows of its sources: who they were in each version, their names, and the counters that never go back.
 *
 * @param images those that are processed
 */
export async function readSourceLedger(halley: Halley, run: RunRow, images: readonly RunImage[]): Promise<Result<SourceLedger>> {
  const earlier: EarlierSources[] = []
  const names = new Map<number, string>()
  const resultIds = await resultsNewestFirst(halley, run)
  for (const resultId of resultIds) {
    const version = await readVersion(halley.store.paths.result(run.id, resultId))
    if (!version.ok) return version
    earlier.push(version.value.sources)
    for (const [row, name] of version.value.names.entries()) {
      const id = version.value.ids[row]
      if (name !== null && !names.has(id)) names.set(id, name)
    }
  }
  const translated = await withImportedMeasurements(halley, earlier, resultIds, images)
  if (!translated.ok) return translated
  return success({ earlier: translated.value, names, nextSourceId: run.lastSourceId + 1, forcedCount: run.forcedCount })
}
