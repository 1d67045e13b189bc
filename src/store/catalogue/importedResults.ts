import type { Catalogue } from './openCatalogue.ts'
import type { RunRow, VersionRow } from './schema.ts'

/** A version that was taken over from another system. */
export interface ImportedVersion extends Pick<VersionRow, 'runId' | 'number' | 'resultId'> {
  readonly inputsHash: string
  readonly runName: string
  readonly runPlace: RunRow['place']
}

/** The versions whose inputs hash begins with a text, of runs that are live or in Trash, newest first. */
export function importedVersions(catalogue: Catalogue, prefix: string): Promise<ImportedVersion[]> {
  return catalogue
    .selectFrom('results')
    .innerJoin('versions', 'versions.resultId', 'results.id')
    .innerJoin('runs', 'runs.id', 'results.runId')
    .select([
      'versions.runId',
      'versions.number',
      'versions.resultId',
      'results.inputsHash',
      'runs.name as runName',
      'runs.place as runPlace',
    ])
    .where('results.inputsHash', 'like', `${prefix}%`)
    .where('runs.place', 'in', ['live', 'trashed'])
    .where('versions.place', 'in', ['live', 'trashed'])
    .orderBy('versions.madeAt', 'desc')
    .execute()
}
