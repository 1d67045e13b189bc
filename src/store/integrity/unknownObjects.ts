import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { makeFolder, syncFolder } from '../home.ts'
import { operationOfFolder } from '../publishing/sweepLeftovers.ts'
import type { Store } from '../store.ts'

const freshMs = 60_000
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
    ...idsOf('samples').map((id) => ({ id, folder: paths.sample(id) })),
    ...idsOf('analyses').map((id) => ({ id, folder: paths.analysis(id) })),
  ]
}

/** A run that is being made has its folder a moment before it is in the catalogue. */
function isFresh(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false })
  return found !== undefined && Date.now() - found.mtimeMs < freshMs
}

async function isAtWork(catalogue: Catalogue, folder: string): Promise<boolean> {
  return isFresh(folder) || (await mayBePublished(catalogue, folder))
}

/**
 * Folders among the objects of a store that its catalogue does not know: absolute paths, none inside another.
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
  return unknown.map(({ folder }) => folder).filter((folder) => !outer.has(dirname(dirname(folder))))
}

/** Where a folder is now, or why it had to stay. */
export type Quarantined = { readonly folder: string; readonly target: string } | { readonly folder: string; readonly reason: string }

function moveAside(folder: string, target: string): Quarantined {
  try {
    mkdirSync(dirname(target), { recursive: true })
    renameSync(folder, target)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return { folder, reason: error.message }
  }
  syncFolder(dirname(target))
  syncFolder(dirname(folder))
  return { folder, target }
}

/**
 * Moves folders of the store into `quarantine/`, each under its old place: nothing is deleted. What the system does not
 * let go, such as a folder on another disk, stays where it is.
 */
export function quarantine({ paths }: Store, folders: readonly string[], now: Date): readonly Quarantined[] {
  if (folders.length === 0) return []
  const stamp = now.toISOString().slice(0, 19).replace(/[T:]/g, '-')
  const top = join(paths.home, 'quarantine')
  makeFolder(top)
  const place = join(top, `${stamp}-${randomUUID().slice(0, 8)}`)
  makeFolder(place)
  const moved = folders.map((folder) => moveAside(folder, join(place, relative(paths.home, folder))))
  syncFolder(place)
  syncFolder(top)
  return moved
}
