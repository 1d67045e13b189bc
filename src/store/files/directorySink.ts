import { mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { failure, makeFault, refuse, type Result, success } from '../../fault/fault.ts'

/** A file that is being written from its start. */
interface DirectoryFile {
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** New files below one directory. */
export interface DirectorySink {
  /**
   * Starts a file at a path relative to the directory, with the folders that lead to it. A file that exists, and a disk
   * that is full or fails, now or at a later write, throw a `Refusal` (`directory.write`).
   */
  file(path: string): Promise<DirectoryFile>
}

/**
 * A sink into a new directory, or into one that is empty; folders that lead to it are made.
 *
 * @returns a fault where the directory has anything in it, or where it cannot be made or read: nothing of others is
 *   ever overwritten.
 */
export async function openDirectorySink(directory: string): Promise<Result<DirectorySink>> {
  const root = resolve(directory)
  try {
    await mkdir(root, { recursive: true })
    const entries = await readdir(root)
    if (entries.length > 0) return refuseFilled(root, entries)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return failure(
      makeFault('directory.unwritable', `${root}: expected a directory that can be made and read, found: ${error.message}.`, {
        hint: 'Choose another directory, or ask its owner for write permission.',
        data: { directory: root },
      }),
    )
  }
  return success({ file: (path) => startFile(join(root, path)) })
}

function refuseFilled(root: string, entries: readonly string[]): Result<DirectorySink> {
  const found = entries.toSorted().slice(0, 3).join(', ') + (entries.length > 3 ? ', ...' : '')
  return failure(
    makeFault('directory.notEmpty', `${root}: expected a new or an empty directory, found ${entries.length} entries in it: ${found}.`, {
      hint: 'Choose a directory that does not exist yet, or empty this one.',
      data: { directory: root, entries: entries.length },
    }),
  )
}

async function startFile(path: string): Promise<DirectoryFile> {
  const handle = await onDisk(path, async () => {
    await mkdir(dirname(path), { recursive: true })
    return open(path, 'wx')
  })
  return {
    write: (bytes) =>
      onDisk(path, async () => {
        for (let written = 0; written < bytes.length;) written += (await handle.write(bytes, written)).bytesWritten
      }),
    close: () => onDisk(path, () => handle.close()),
  }
}

async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return refuse('directory.write', `${path}: expected to write the file, found: ${error.message}.`, {
      hint: 'Free space on the disk or choose another directory; what was written so far may be removed.',
      retryable: true,
      data: { path },
    })
  }
}
