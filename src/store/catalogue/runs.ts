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

/** Those in one of the places, or of these those of a name or an id; newest change first. */
export function runsInPlaces(catalogue: Catalogue, places: readonly RunRow['place'][], nameOrId?: string): Promise<RunRow[]> {
  const runs = catalogue.selectFrom('runs').selectAll().where('place', 'in', places).orderBy('updatedAt', 'desc').orderBy('id')
  if (nameOrId === undefined) return runs.execute()
  return runs.where((expression) => expression.or([expression('name', '=', nameOrId), expression('id', '=', nameOrId)])).execute()
}

function selectShown(catalogue: Catalogue) {
  return catalogue
    .selectFrom('runs')
    .innerJoin('projects', 'projects.id', 'runs.projectId')
    .selectAll('runs')
    .where('runs.place', '=', 'live')
    .where('projects.place', '=', 'live')
}

/** Runs that are live, and so is their project: those that have a directory. */
export function shownRuns(catalogue: Catalogue): Promise<RunRow[]> {
  return selectShown(catalogue).orderBy('runs.updatedAt', 'desc').orderBy('runs.id').execute()
}

/** The run, if it is one of {@link shownRuns}. */
export function findShownRun(catalogue: Catalogue, id: string): Promise<RunRow | undefined> {
  return selectShown(catalogue).where('runs.id', '=', id).executeTakeFirst()
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

/** Every run that there ever was, by id. */
export function allRuns(catalogue: Catalogue): Promise<RunRow[]> {
  return catalogue.selectFrom('runs').selectAll().orderBy('id').execute()
}
