import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface FolderSize {
  readonly files: number
  readonly bytes: number
}

const nothing: FolderSize = { files: 0, bytes: 0 }

/** The files in a folder and in those below it, without the folders named; nothing where there is none. Links count by themselves. */
export function folderSize(path: string, without: readonly string[] = []): FolderSize {
  let { files, bytes } = nothing
  for (const entry of entriesOf(path)) {
    if (without.includes(entry.name)) continue
    const inner = entry.isDirectory() ? folderSize(join(path, entry.name)) : fileSize(join(path, entry.name))
    files += inner.files
    bytes += inner.bytes
  }
  return { files, bytes }
}

/** One file, or nothing. */
export function fileSize(path: string): FolderSize {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found ? { files: 1, bytes: found.size } : nothing
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
