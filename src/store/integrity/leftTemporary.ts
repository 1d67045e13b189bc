import { join } from 'node:path'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { Store } from '../store.ts'
import { idsIn, isFresh } from './unknownObjects.ts'

function knownOperations(catalogue: Catalogue, ids: readonly string[]) {
  return inChunks(ids, (chunk) => catalogue.selectFrom('operations').select('id').where('id', 'in', chunk).execute())
}

function unfinishedPurges(catalogue: Catalogue, ids: readonly string[]) {
  return inChunks(ids, (chunk) =>
    catalogue.selectFrom('purges').select('id').where('id', 'in', chunk).where('endedAt', 'is', null).execute(),
  )
}

/**
 * Folders in `tmp/` that nobody will come back to: of operations that the catalogue does not know, and what purges left
 * that have ended. Those of operations that it knows are cleared away by whoever opens the store.
 */
export async function leftTemporary({ catalogue, paths }: Store): Promise<string[]> {
  const ofOperations = idsIn(paths.temporary)
  const ofPurges = idsIn(join(paths.temporary, 'purge'))
  const rows = [...(await knownOperations(catalogue, ofOperations)), ...(await unfinishedPurges(catalogue, ofPurges))]
  const known = new Set(rows.map(({ id }) => id))
  const folders = [
    ...ofOperations.map((id) => ({ id, folder: paths.operation(id) })),
    ...ofPurges.map((id) => ({ id, folder: paths.condemned(id) })),
  ]
  return folders.filter(({ id, folder }) => !known.has(id) && !isFresh(folder)).map(({ folder }) => folder)
}
