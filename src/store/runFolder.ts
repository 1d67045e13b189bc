import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failure, makeFault, settle, success, type Result } from '../fault/fault.ts'
import { configurationHash } from './catalogue/configurations.ts'
import { removeMade } from './files/removeMade.ts'
import { syncToDisk } from './files/syncToDisk.ts'
import { makeFolder, syncFolder } from './home.ts'
import type { Store } from './store.ts'

/** A run's `config.yaml` as it is edited: the truth for what is processed next. */
export interface Draft {
  readonly text: string
  readonly hash: string
}

/** Makes the folders of a run, to outlive a loss of power; those that exist are left as they are. */
export function makeRunFolder(store: Store, runId: string): void {
  makeFolder(store.paths.run(runId))
  makeFolder(store.paths.results(runId))
  makeFolder(store.paths.logs(runId))
  syncFolder(store.paths.run(runId))
  syncFolder(dirname(store.paths.run(runId)))
}

/** Removes the folders of a run that never entered the catalogue. */
export function removeRunFolder(store: Store, runId: string): Promise<Result<void>> {
  return settle(() => removeMade(store.paths.run(runId)))
}

/** @returns `run.noDraft` where the run has none */
export async function readDraft(store: Store, runId: string): Promise<Result<Draft>> {
  const path = store.paths.draft(runId)
  try {
    const text = await readFile(path, 'utf8')
    return success({ text, hash: configurationHash(text) })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    return failure(
      makeFault('run.noDraft', `${path}: expected the configuration of the run, found no file.`, {
        hint: 'Bring it back from the version that is shown, or write a new one.',
        data: { run: runId, path },
      }),
    )
  }
}

/**
 * Replaces a run's draft whole, so that a reader sees the old or the new one.
 *
 * @param basedOn the hash of the draft that was read before editing; null where there must be none yet
 * @returns the new draft; `run.draftChanged` where another text is there by now, which is left
 */
export async function writeDraft(store: Store, runId: string, text: string, basedOn: string | null): Promise<Result<Draft>> {
  const path = store.paths.draft(runId)
  const found = await readDraft(store, runId)
  if ((found.ok ? found.value.hash : null) !== basedOn) return failure(draftChanged(runId, path))
  const temporary = `${path}.${randomUUID()}`
  const file = await open(temporary, 'wx', 0o640)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  // A first draft is linked in, which fails where another was faster; editors that write in place keep later ones a plain file.
  if (basedOn !== null) await rename(temporary, path)
  else if (!(await linkedNew(temporary, path))) return failure(draftChanged(runId, path))
  await syncToDisk(store.paths.run(runId))
  return success({ text, hash: configurationHash(text) })
}

async function linkedNew(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary)
  }
}

function draftChanged(runId: string, path: string) {
  return makeFault('run.draftChanged', `${path}: expected the text that was read before editing, found another.`, {
    hint: 'Somebody else saved it: read it again and repeat the change.',
    data: { run: runId, path },
  })
}

/**
 * Keeps a text beside the draft, under a name that tells when: edits of the configuration that are about to be replaced.
 * @returns its path
 */
export async function keepEdits(store: Store, runId: string, text: string, at: Date): Promise<string> {
  const stamp = at.toISOString().slice(0, 23).replace(/[T:.]/g, '-')
  const path = join(store.paths.run(runId), `config-${stamp}.yaml`)
  await writeFile(path, text, { mode: 0o640, flag: 'wx' })
  await syncToDisk(path)
  await syncToDisk(store.paths.run(runId))
  return path
}
