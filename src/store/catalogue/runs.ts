import type { Catalogue } from './openCatalogue.ts'
import type { RunRow } from './schema.ts'

/** Says what a run is for. */
export async function describeRun(catalogue: Catalogue, id: string, description: string): Promise<void> {
  await catalogue.updateTable('runs').set({ description }).where('id', '=', id).execute()
}

/** Makes it the rule of a run to keep so many of its newest versions; null: all. */
export async function keepVersions(catalogue: Catalogue, id: string, keepLast: number | null): Promise<void> {
  await catalogue.updateTable('runs').set({ keepVersions: keepLast }).where('id', '=', id).execute()
}

export function findRun(catalogue: Catalogue, id: string): Promise<RunRow | undefined> {
  return catalogue.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findLiveRunByName(catalogue: Catalogue, name: string): Promise<RunRow | undefined> {
  return catalogue.selectFrom('runs').selectAll().where('name', '=', name).where('place', '=', 'live').executeTakeFirst()
}

/** Newest change first. */
export function liveRuns(catalogue: Catalogue): Promise<RunRow[]> {
  return catalogue.selectFrom('runs').selectAll().where('place', '=', 'live').orderBy('updatedAt', 'desc').orderBy('id').execute()
}

export type RunChange = Partial<Omit<RunRow, 'id' | 'revision' | 'createdAt'>>

/**
 * Changes a run that is still at the revision that the change was decided on.
 *
 * @returns false where it has moved on, or is gone, and nothing was changed
 */
export async function changeRun(catalogue: Catalogue, run: Pick<RunRow, 'id' | 'revision'>, change: RunChange): Promise<boolean> {
  const outcome = await catalogue
    .updateTable('runs')
    .set({ ...change, revision: run.revision + 1 })
    .where('id', '=', run.id)
    .where('revision', '=', run.revision)
    .executeTakeFirst()
  return outcome.numUpdatedRows === 1n
}
