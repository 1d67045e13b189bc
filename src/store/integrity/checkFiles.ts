import { join } from 'node:path'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { filesOfResult, imagesOfResult } from '../catalogue/results.ts'
import { hashFile } from '../files/hashFile.ts'
import { stampOf } from '../files/stampOf.ts'
import type { Store } from '../store.ts'

/** A file that is not what was published. */
export interface DamagedFile {
  readonly path: string
  readonly found: 'missing' | 'altered'
}

interface Published {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  readonly stamp: string | null
  /** Remembers the state in which the file was found to be whole. */
  readonly remember: (stamp: string) => Promise<void>
}

async function stateOf(path: string): Promise<string | undefined> {
  try {
    return await stampOf(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined
    throw error
  }
}

/**
 * Whether a file is what was published: by the state in which it was hashed last, else by its hash.
 *
 * @param thorough hash it in any case: for finding what the disk itself has changed
 */
async function checkFile(file: Published, thorough: boolean): Promise<DamagedFile | null> {
  const { path, stamp } = file
  const before = await stateOf(path)
  if (before === undefined) return { path, found: 'missing' }
  if (before === stamp && !thorough) return null
  const { sha256, bytes } = await hashFile(path)
  if (sha256 !== file.sha256 || bytes !== file.bytes || (await stateOf(path)) !== before) return { path, found: 'altered' }
  if (before !== stamp) await file.remember(before)
  return null
}

async function checkAll(files: readonly Published[], thorough: boolean): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  for (const file of files) {
    const found = await checkFile(file, thorough)
    if (found) damaged.push(found)
  }
  return damaged
}

async function rememberResultFile(catalogue: Catalogue, resultId: string, name: string, stamp: string): Promise<void> {
  await catalogue.updateTable('resultFiles').set({ stamp }).where('resultId', '=', resultId).where('name', '=', name).execute()
}

async function rememberMeasurements(catalogue: Catalogue, id: string, measurementStamp: string): Promise<void> {
  await catalogue.updateTable('images').set({ measurementStamp }).where('id', '=', id).execute()
}

/** The files of a result that are missing or altered. */
export async function damagedResultFiles(store: Store, runId: string, resultId: string, thorough = false): Promise<DamagedFile[]> {
  const { catalogue, paths } = store
  const rows = await filesOfResult(catalogue, resultId)
  const folder = paths.result(runId, resultId)
  const files = rows.map(({ name, ...row }) => ({
    ...row,
    path: join(folder, name),
    remember: (stamp: string) => rememberResultFile(catalogue, resultId, name, stamp),
  }))
  return checkAll(files, thorough)
}

/**
 * The measurements of a result's images that are missing or altered.
 *
 * @param seen ids of images that were looked at already: those of this result are added, and each is looked at once
 */
export async function damagedImages(store: Store, resultId: string, thorough = false, seen = new Set<string>()): Promise<DamagedFile[]> {
  const { catalogue, paths } = store
  const images = (await imagesOfResult(catalogue, resultId)).filter(({ id }) => !seen.has(id))
  for (const { id } of images) seen.add(id)
  const files = images.map(({ id, measurementBytes, measurementHash, measurementStamp }) => ({
    path: paths.imageMeasurements(id),
    bytes: measurementBytes,
    sha256: measurementHash,
    stamp: measurementStamp,
    remember: (stamp: string) => rememberMeasurements(catalogue, id, stamp),
  }))
  return checkAll(files, thorough)
}
