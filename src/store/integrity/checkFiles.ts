import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { filesOfResult, imagesOfResult } from '../catalogue/results.ts'
import { hashFile } from '../files/hashFile.ts'
import { isMissing } from '../files/isMissing.ts'
import { stampOf } from '../files/stampOf.ts'
import type { Store } from '../store.ts'

/** A file that is not what was published. */
export interface DamagedFile {
  readonly path: string
  /** `unreadable`: the system or the disk does not give it. */
  readonly found: 'missing' | 'altered' | 'unreadable'
}

export interface PublishedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

interface StampedFile extends PublishedFile {
  /** The state in which it was hashed last; null where it is not known. */
  readonly stamp: string | null
  /** Remembers the state in which the file was found to be whole. */
  readonly remember: (stamp: string) => Promise<void>
}

/** Looks at a file; what the system says against it is a finding. */
async function look(path: string, work: () => Promise<DamagedFile['found'] | null>): Promise<DamagedFile | null> {
  try {
    const found = await work()
    return found && { path, found }
  } catch (error) {
    if (isMissing(error)) return { path, found: 'missing' }
    if (error instanceof Error && 'syscall' in error) return { path, found: 'unreadable' }
    throw error
  }
}

/** Whether a file is what was published, by its length or by its hash. */
export function checkFile({ path, bytes, sha256 }: PublishedFile, by: 'length' | 'hash'): Promise<DamagedFile | null> {
  return look(path, async () => {
    const found = await stat(path)
    if (!found.isFile() || found.size !== bytes) return 'altered'
    return by === 'length' || (await hashFile(path)).sha256 === sha256 ? null : 'altered'
  })
}

/**
 * Whether a file is what was published: by the state in which it was hashed last, else by its hash.
 *
 * @param thorough hash it in any case: for finding what the disk itself has changed
 */
function checkStamped(file: StampedFile, thorough: boolean): Promise<DamagedFile | null> {
  const { path, stamp } = file
  return look(path, async () => {
    const before = await stampOf(path)
    if (before === stamp && !thorough) return null
    const damaged = await checkFile(file, 'hash')
    if (damaged) return damaged.found
    if ((await stampOf(path)) !== before) return 'altered'
    if (before !== stamp) await file.remember(before)
    return null
  })
}

async function checkAll(files: readonly StampedFile[], thorough: boolean): Promise<DamagedFile[]> {
  const damaged: DamagedFile[] = []
  for (const file of files) {
    const found = await checkStamped(file, thorough)
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
