import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { makeFolder, syncFolder } from '../home.ts'
import { operationOfFolder } from '../publishing/sweepLeftovers.ts'
import type { Store } from '../store.ts'

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function idsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => idForm.test(name))
      .sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
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

/** Folders among the objects of a store that its catalogue does not know: absolute paths. */
export async function unknownObjects({ catalogue, paths }: Store): Promise<string[]> {
  const known = await knownIds(catalogue)
  const runIds = idsIn(join(paths.objects, 'runs'))
  const folders = [
    ...idsIn(join(paths.objects, 'images')).map((id) => ({ id, folder: paths.image(id) })),
    ...runIds.map((id) => ({ id, folder: paths.run(id) })),
    ...runIds
      .filter((id) => known.has(id))
      .flatMap((runId) => idsIn(paths.results(runId)).map((id) => ({ id, folder: paths.result(runId, id) }))),
    ...idsIn(join(paths.objects, 'samples')).map((id) => ({ id, folder: paths.sample(id) })),
    ...idsIn(join(paths.objects, 'analyses')).map((id) => ({ id, folder: paths.analysis(id) })),
  ]
  const unknown: string[] = []
  for (const { id, folder } of folders) if (!known.has(id) && !(await mayBePublished(catalogue, folder))) unknown.push(folder)
  return unknown
}

/**
 * Moves folders out of the objects into `quarantine/`, each under its old place: nothing is deleted.
 *
 * @returns where they are now
 */
export function quarantine({ paths }: Store, folders: readonly string[], now: Date): string[] {
  if (folders.length === 0) return []
  const stamp = now.toISOString().slice(0, 19).replace(/[T:]/g, '-')
  const top = join(paths.home, 'quarantine')
  makeFolder(top)
  const place = join(top, `${stamp}-${randomUUID().slice(0, 8)}`)
  const moved = folders.map((folder) => {
    const target = join(place, relative(paths.home, folder))
    mkdirSync(dirname(target), { recursive: true })
    renameSync(folder, target)
    syncFolder(dirname(target))
    syncFolder(dirname(folder))
    return target
  })
  syncFolder(top)
  return moved
}
