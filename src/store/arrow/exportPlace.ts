import { chmod, lstat, mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import { makeFolder } from '../home.ts'
import type { Store } from '../store.ts'

/** Where Arrow files go: a folder of the store beside their result, or one of the user's. */
export interface ExportPlace {
  readonly folder: string
  /** Files of the store are read-only; the user's are the user's. */
  readonly isInStore: boolean
}

/** The place of the exports of a result. */
export function storePlace(store: Store, runId: string, resultId: string): ExportPlace {
  return { folder: store.paths.exports(runId, resultId), isInStore: true }
}

/** Which of the names are taken at a place. */
export async function takenNames({ folder }: ExportPlace, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(names.map(async (name) => ((await isThere(join(folder, name))) ? [name] : [])))
  return found.flat()
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false
    throw error
  }
}

/** Makes the folder of a place; that of a result only where its run still has one. @returns `export.write` */
export function makePlace({ folder, isInStore }: ExportPlace): Promise<Result<void>> {
  return onDisk(folder, async () => {
    if (isInStore) for (const one of [dirname(folder), folder]) makeFolder(one)
    else await mkdir(folder, { recursive: true })
  })
}

/**
 * Puts a written file in its place, on disk and whole at every moment, over one of that name.
 *
 * @param from on the same disk
 * @returns `export.write` where the disk refuses
 */
export function placeExport({ folder, isInStore }: ExportPlace, from: string, name: string): Promise<Result<string>> {
  const path = join(folder, name)
  return onDisk(path, async () => {
    await syncToDisk(from)
    if (isInStore) await chmod(from, 0o440)
    await rename(from, path)
    await syncToDisk(folder)
    return path
  })
}

function onDisk<T>(path: string, work: () => Promise<T>): Promise<Result<T>> {
  return settle(async () => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error
      return refuse('export.write', `${path}: expected to write there, found: ${error.message}.`, {
        hint: 'Check that the folder may be written and that its disk has room, then export again.',
        retryable: true,
        data: { path },
      })
    }
  })
}
