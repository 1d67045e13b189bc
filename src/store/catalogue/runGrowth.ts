import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'

/** The counts of a version, as JSON. */
export interface VersionCounts {
  readonly runId: string
  readonly number: number
  readonly counts: string
}

/** The counts of the live versions of runs, oldest first. */
export function versionCounts(catalogue: Catalogue, runIds: readonly string[]): Promise<VersionCounts[]> {
  return inChunks(runIds, (chunk) =>
    catalogue
      .selectFrom('versions')
      .innerJoin('results', 'results.id', 'versions.resultId')
      .select(['versions.runId', 'versions.number', 'results.counts'])
      .where('versions.runId', 'in', chunk)
      .where('versions.place', '=', 'live')
      .orderBy('versions.runId')
      .orderBy('versions.number')
      .execute(),
  )
}
