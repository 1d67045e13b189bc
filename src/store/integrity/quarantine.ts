import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { makeFolder, syncFolder } from '../home.ts'
import type { Store } from '../store.ts'

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
