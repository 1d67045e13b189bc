import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settle, settleSync, type Result } from '../fault/fault.ts'
import { findRun } from './catalogue/runs.ts'
import { removeMade } from './files/removeMade.ts'
import { makeFolder } from './home.ts'
import type { Store } from './store.ts'

const prefix = 'scratch-'
const newRunPrefix = 'new-run-'

/** The folder for the scratch files of one process, such as inflated images; whoever writes into it makes it. */
export function scratchFolder(store: Store, worker: string): string {
  return join(store.paths.temporary, `${prefix}${worker}`)
}

/** Whether an entry of `tmp/` is the scratch folder of a process. */
export function isScratch(name: string): boolean {
  return name.startsWith(prefix)
}

/** The process whose scratch folder has this name in `tmp/`. */
export function processOfScratch(name: string): string {
  return name.slice(prefix.length)
}

/** Makes a folder for the scratch files of one operation inside that of its process. */
export function makeScratch(folder: string): void {
  mkdirSync(folder, { recursive: true })
}

export function removeScratch(folder: string): Promise<Result<void>> {
  return settle(() => removeMade(folder))
}

/** Removes the scratch folder of a process where nothing is in it. */
export function removeEmptyScratch(folder: string): Result<void> {
  return settleSync(() => rmdirSync(folder))
}

/** Notes that a process makes the folder of a run that the catalogue does not know yet, for who finds that process gone. */
export function noteNewRun(store: Store, worker: string, runId: string): void {
  makeFolder(scratchFolder(store, worker))
  writeFileSync(noteOf(store, worker, runId), '')
}

/** The catalogue knows the run by now, or its folder is gone. */
export function forgetNewRun(store: Store, worker: string, runId: string): void {
  rmSync(noteOf(store, worker, runId), { force: true })
}

function noteOf(store: Store, worker: string, runId: string): string {
  return join(scratchFolder(store, worker), `${newRunPrefix}${runId}`)
}

/** Removes the folders of runs that a process was making when it died, and that never entered the catalogue. */
async function removeUnmadeRuns(store: Store, worker: string): Promise<void> {
  const notes = readdirSync(scratchFolder(store, worker)).filter((name) => name.startsWith(newRunPrefix))
  for (const runId of notes.map((name) => name.slice(newRunPrefix.length))) {
    if (!(await findRun(store.catalogue, runId))) await removeMade(store.paths.run(runId))
  }
}

/** Removes the scratch folders of processes that are gone, and what these were making. */
export async function sweepScratch(store: Store, isGone: (worker: string) => boolean): Promise<void> {
  const workers = readdirSync(store.paths.temporary).filter(isScratch).map(processOfScratch)
  for (const worker of workers.filter(isGone)) {
    // Another process may be sweeping too.
    const swept = await settle(() => removeUnmadeRuns(store, worker))
    if (swept.ok || !swept.fault.code.startsWith('catalogue.')) await removeScratch(scratchFolder(store, worker))
  }
}
