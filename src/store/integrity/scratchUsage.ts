import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from '../files/isMissing.ts'
import { isScratch, processOfScratch } from '../scratch.ts'
import type { Store } from '../store.ts'

/** Files on the way of one process, such as comparisons of versions and images that were inflated. */
export interface ScratchUsage {
  readonly worker: string
  readonly folder: string
  readonly files: number
  readonly bytes: number
  readonly changedMs: number
}

function usageOf(folder: string): Omit<ScratchUsage, 'worker' | 'folder'> {
  const own = lstatSync(folder)
  let [files, bytes, changedMs] = [0, 0, own.mtimeMs]
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const { size, mtimeMs } = lstatSync(join(entry.parentPath, entry.name))
    changedMs = Math.max(changedMs, mtimeMs)
    if (entry.isDirectory()) continue
    files += 1
    bytes += size
  }
  return { files, bytes, changedMs }
}

/** What processes have in their scratch folders just now; those that go meanwhile are left out. */
export function scratchUsage({ paths }: Store): readonly ScratchUsage[] {
  return readdirSync(paths.temporary)
    .filter(isScratch)
    .flatMap((name) => {
      const folder = join(paths.temporary, name)
      try {
        return [{ worker: processOfScratch(name), folder, ...usageOf(folder) }]
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
    })
}
