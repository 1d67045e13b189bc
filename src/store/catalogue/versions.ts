import type { Catalogue } from './openCatalogue.ts'
import type { VersionRow } from './schema.ts'

export async function addVersion(catalogue: Catalogue, version: VersionRow): Promise<void> {
  await catalogue.insertInto('versions').values(version).execute()
}

/** Newest first. */
export function versionsOfRun(catalogue: Catalogue, runId: string): Promise<VersionRow[]> {
  return catalogue.selectFrom('versions').selectAll().where('runId', '=', runId).orderBy('number', 'desc').execute()
}

export function findVersion(catalogue: Catalogue, runId: string, number: number): Promise<VersionRow | undefined> {
  return catalogue.selectFrom('versions').selectAll().where('runId', '=', runId).where('number', '=', number).executeTakeFirst()
}
