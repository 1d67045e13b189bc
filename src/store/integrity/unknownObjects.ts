import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { referenceCatalogues } from '../catalogue/referenceCatalogues.ts'
import { operationOfFolder } from '../publishing/sweepLeftovers.ts'
import { isMissing } from '../files/isMissing.ts'
import type { Store } from '../store.ts'

const freshMs = 60_000
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Names in a folder that are ids; none where it is not there. */
export function idsIn(folder: string): string[] {
  return namesIn(folder).filter((name) => idForm.test(name))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Ids of what the catalogue still has or is removing: of what was purged the folder should be gone. */
async function knownIds(catalogue: Catalogue): Promise<ReadonlySet<string>> {
  const tables = ['images', 'runs', 'results', 'samples', 'analyses'] as const
  const rows = await Promise.all(tables.map((table) => catalogue.selectFrom(table).select('id').where('place', '<>', 'purged').execute()))
  return new Set(rows.flat().map(({ id }) => id))
}

/** Whether the operation that made a folder may still publish it. */
async function mayBePublished(catalogue: Catalogue, folder: string): Promise<boolean> {
  const operationId = await operationOfFolder(folder)
  if (operationId === undefined) return false
  const row = await catalogue.selectFrom('operations').select('state').where('id', '=', operationId).executeTakeFirst()
  return row?.state === 'queued' || row?.state === 'running'
}

interface ObjectFolder {
  readonly id: string
  readonly folder: string
}

function objectFolders({ paths }: Store): ObjectFolder[] {
  const idsOf = (kind: string) => idsIn(join(paths.objects, kind))
  const runIds = idsOf('runs')
  return [
    ...idsOf('images').map((id) => ({ id, folder: paths.image(id) })),
    ...runIds.map((id) => ({ id, folder: paths.run(id) })),
    ...runIds.flatMap((runId) => idsIn(paths.results(runId)).map((id) => ({ id, folder: paths.result(runId, id) }))),
    ...runIds.flatMap((runId) => idsIn(join(paths.run(runId), 'exports')).map((id) => ({ id, folder: paths.exports(runId, id) }))),
    ...idsOf('samples').map((id) => ({ id, folder: paths.sample(id) })),
    ...idsOf('analyses').map((id) => ({ id, folder: paths.analysis(id) })),
  ]
}

/** What is being made has its folder a moment before it is in the catalogue. */
export function isFresh(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false })
  return found !== undefined && Date.now() - found.mtimeMs < freshMs
}

async function isAtWork(catalogue: Catalogue, folder: string): Promise<boolean> {
  return isFresh(folder) || (await mayBePublished(catalogue, folder))
}

/** Files among the reference catalogues that the catalogue does not know: whole ones, and parts of such that were being written. */
async function unknownReferences({ catalogue, paths }: Store, whose: 'nobodys' | 'any'): Promise<string[]> {
  const folder = join(paths.objects, 'catalogues')
  const names = namesIn(folder)
  if (names.length === 0) return []
  const known = new Set((await referenceCatalogues(catalogue)).map(({ id }) => `${id}.parquet`))
  const unknown = names.filter((name) => !known.has(name)).map((name) => join(folder, name))
  return whose === 'any' ? unknown : unknown.filter((path) => !isFresh(path))
}

/**
 * Folders and files among the objects of a store that its catalogue does not know: absolute paths, none inside another.
 *
 * @param whose `nobodys` leaves out what somebody may be about to publish; `any` does not: after a backup was restored,
 * whatever its catalogue does not know is of another time
 */
export async function unknownObjects(store: Store, whose: 'nobodys' | 'any'): Promise<string[]> {
  const { catalogue } = store
  const folders = objectFolders(store)
  const unknownNow = async (among: readonly ObjectFolder[]) => {
    const known = await knownIds(catalogue)
    return among.filter(({ id }) => !known.has(id))
  }
  let unknown = await unknownNow(folders)
  if (whose === 'nobodys' && unknown.length > 0) {
    const idle: ObjectFolder[] = []
    for (const candidate of unknown) if (!(await isAtWork(catalogue, candidate.folder))) idle.push(candidate)
    // It may have been published, by the end of its operation, since the catalogue was read.
    unknown = await unknownNow(idle)
  }
  const outer = new Set(unknown.map(({ folder }) => folder))
  const inObjects = unknown.map(({ folder }) => folder).filter((folder) => !outer.has(dirname(dirname(folder))))
  return [...inObjects, ...(await unknownReferences(store, whose))]
}
