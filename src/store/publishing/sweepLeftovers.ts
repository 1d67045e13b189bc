import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { findOperation } from '../catalogue/operations.ts'
import { removeMade } from '../files/removeMade.ts'
import type { Store } from '../store.ts'

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Removes what operations left that died before their transaction: their folders in `tmp/`, and images, results, samples
 * and analyses that were moved into place but never entered the catalogue. Only where the catalogue knows the operation and says that it
 * has ended, for then nobody can publish it any more; everything else is left alone.
 *
 * @returns the folders that were removed
 */
export function sweepLeftovers(store: Store): Promise<Result<string[]>> {
  return settle(async () => {
    const removed: string[] = []
    for (const operationId of await idsIn(store.paths.temporary)) {
      if (await hasEnded(store, operationId)) await remove(store.paths.operation(operationId), removed)
    }
    for (const folder of await unknownFolders(store)) {
      const operationId = await operationOfFolder(folder)
      if (operationId === undefined || !(await hasEnded(store, operationId))) continue
      // It may have been published, by the end of its operation, since the catalogue was read; from now on it cannot be.
      if (!(await knownIds(store)).has(basename(folder))) await remove(folder, removed)
    }
    return removed
  })
}

/** A worker that was presumed dead may still write into it: what cannot be removed now is left to the next sweep. */
async function remove(folder: string, removed: string[]): Promise<void> {
  try {
    await removeMade(folder)
    removed.push(folder)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}

async function hasEnded(store: Store, operationId: string): Promise<boolean> {
  const operation = await findOperation(store.catalogue, operationId)
  return operation !== undefined && operation.state !== 'queued' && operation.state !== 'running'
}

async function unknownFolders(store: Store): Promise<string[]> {
  const { paths } = store
  const folders: string[] = []
  for (const id of await idsIn(join(paths.objects, 'images'))) folders.push(paths.image(id))
  for (const id of await idsIn(join(paths.objects, 'samples'))) folders.push(paths.sample(id))
  for (const id of await idsIn(join(paths.objects, 'analyses'))) folders.push(paths.analysis(id))
  for (const runId of await idsIn(join(paths.objects, 'runs'))) {
    for (const id of await idsIn(paths.results(runId))) folders.push(paths.result(runId, id))
  }
  const known = await knownIds(store)
  return folders.filter((folder) => !known.has(basename(folder)))
}

async function knownIds({ catalogue }: Store): Promise<Set<string>> {
  const tables = ['images', 'results', 'samples', 'analyses'] as const
  const rows = await Promise.all(tables.map((table) => catalogue.selectFrom(table).select('id').execute()))
  return new Set(rows.flat().map((row) => row.id))
}

async function idsIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => idForm.test(name)).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** The operation that made a folder, from its manifest; nothing where there is no manifest of ours for exactly this folder. */
export async function operationOfFolder(folder: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    if (typeof manifest !== 'object' || manifest === null || !('id' in manifest) || !('operation' in manifest)) return undefined
    const { id, operation } = manifest
    if (id !== basename(folder) || typeof operation !== 'object' || operation === null || !('id' in operation)) return undefined
    return typeof operation.id === 'string' ? operation.id : undefined
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return undefined
    throw error
  }
}
