import { randomUUID } from 'node:crypto'
import { copyFile, chmod, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../../fault/fault.ts'
import { removeMade } from '../files/removeMade.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import { makeFolder } from '../home.ts'
import type { Store } from '../store.ts'
import { LinkFolder } from './linkFolder.ts'

export interface TablesToKeep {
  readonly runId: string
  readonly runName: string
  readonly resultId: string
  /** Goes into the name of the folder, to the second. */
  readonly at: Date
}

/**
 * Copies the Parquet tables of a result to `runs/<run>/kept/<time>/`, whole or not at all. From then on they are the
 * user's: nothing in Halley changes or removes them.
 *
 * @returns the folder
 * @throws `Refusal` with `keep.disk` where the disk refuses, `keep.taken` where something of the user's is in the way
 */
export async function keepTables({ paths }: Store, { runId, runName, resultId, at }: TablesToKeep): Promise<string> {
  const view = new LinkFolder(join(paths.views, runName), paths.objects)
  const stamp = at.toISOString().slice(0, 19).replace(/[T:]/g, '-')
  const [kept, from] = [join(view.path, 'kept'), paths.result(runId, resultId)]
  const [folder, temporary] = [join(kept, stamp), join(kept, `.halley-${randomUUID()}`)]
  if (!view.make()) refuseTaken(view.path)
  try {
    makeFolder(kept)
    await mkdir(temporary)
    for (const name of (await readdir(from)).filter((each) => each.endsWith('.parquet'))) {
      await copyFile(join(from, name), join(temporary, name))
      await chmod(join(temporary, name), 0o640)
      await syncToDisk(join(temporary, name))
    }
    await rename(temporary, folder)
    await syncToDisk(kept)
    return folder
  } catch (error) {
    await removeMade(temporary).catch(() => {})
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')) return refuseTaken(folder)
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return refuse('keep.disk', `${kept}: expected room for the tables, found: ${error.message}. Nothing was cleared.`, {
      hint: 'Make room on the disk of the store, or clear the run without --keep-parquet.',
      retryable: true,
    })
  }
}

function refuseTaken(path: string): never {
  return refuse('keep.taken', `${path}: expected room for the tables, found something of yours there. Nothing was cleared.`, {
    hint: 'Move it away, or wait a second and do it again.',
    data: { path },
  })
}
