import { randomUUID } from 'node:crypto'
import { link, lstat, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
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
  const temporary = await writeBeside(path, text)
  // A first draft is linked in, which fails where another was faster; editors that write in place keep later ones a plain file.
  if (basedOn !== null) await rename(temporary, path)
  else if (!(await linkedNew(temporary, path))) return failure(draftChanged(runId, path))
  await syncToDisk(store.paths.run(runId))
  await clearAbandoned(store.paths.run(runId))
  return success({ text, hash: configurationHash(text) })
}

/** Writes a text, to outlive a loss of power, under a name of its own beside the one that it is to have. @returns its path */
async function writeBeside(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomUUID()}`
  const file = await open(temporary, 'wx', 0o640)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return temporary
}

const temporaryForm = /^config.*\.yaml\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Nobody takes so long to write a configuration. */
const abandonedAfterMs = 60_000

/** Removes texts that killed processes left beside the draft before they had their name. */
async function clearAbandoned(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((found) => temporaryForm.test(found))) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < Date.now() - abandonedAfterMs) await rm(path, { force: true })
  }
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
 * Done again for the same time it keeps nothing twice.
 *
 * @returns its path
 */
export async function keepEdits(store: Store, runId: string, text: string, at: Date): Promise<string> {
  const stamp = at.toISOString().slice(0, 23).replace(/[T:.]/g, '-')
  const path = join(store.paths.run(runId), `config-${stamp}.yaml`)
  const isNew = await linkedNew(await writeBeside(path, text), path)
  if (!isNew && (await readFile(path, 'utf8')) !== text) throw new Error(`${path} has other edits of the same millisecond`)
  await syncToDisk(store.paths.run(runId))
  return path
}

const keptForm = /^config-(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d{3})\.yaml$/

/** A text that {@link keepEdits} has kept. */
export interface KeptText {
  readonly name: string
  readonly keptUtc: string
  readonly bytes: number
}

/** The texts kept beside the draft, newest first. */
export async function keptTexts(store: Store, runId: string): Promise<KeptText[]> {
  const folder = store.paths.run(runId)
  const names = (await readdir(folder))
    .filter((name) => keptForm.test(name))
    .toSorted()
    .toReversed()
  const kept = names.map(async (name): Promise<KeptText[]> => {
    const found = await lstat(join(folder, name))
    if (!found.isFile()) return []
    return [{ name, keptUtc: name.replace(keptForm, '$1T$2:$3:$4.$5Z'), bytes: found.size }]
  })
  return (await Promise.all(kept)).flat()
}

/** One of {@link keptTexts}; null where none has the name. */
export async function readKeptText(store: Store, runId: string, name: string): Promise<string | null> {
  const kept = (await keptTexts(store, runId)).find((one) => one.name === name)
  return kept ? readFile(join(store.paths.run(runId), kept.name), 'utf8') : null
}
