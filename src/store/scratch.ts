import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { settle, type Result } from '../fault/fault.ts'
import { removeMade } from './files/removeMade.ts'
import type { Store } from './store.ts'

const prefix = 'scratch-'

/** The folder for the scratch files of one process, such as inflated images; whoever writes into it makes it. */
export function scratchFolder(store: Store, worker: string): string {
  return join(store.paths.temporary, `${prefix}${worker}`)
}

/** Whether an entry of `tmp/` is the scratch folder of a process. */
export function isScratch(name: string): boolean {
  return name.startsWith(prefix)
}

/** Makes a folder for the scratch files of one operation inside that of its process. */
export function makeScratch(folder: string): void {
  mkdirSync(folder, { recursive: true })
}

export function removeScratch(folder: string): Promise<Result<void>> {
  return settle(() => removeMade(folder))
}

/** Removes the scratch folders of processes that are gone. */
export async function sweepScratch(store: Store, isGone: (worker: string) => boolean): Promise<void> {
  const workers = readdirSync(store.paths.temporary)
    .filter(isScratch)
    .map((name) => name.slice(prefix.length))
  for (const worker of workers) if (isGone(worker)) await removeScratch(scratchFolder(store, worker))
}
