import { resolve } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import { restoreBackup, type RestoredBackup } from '../../store/backup/restoreBackup.ts'
import { defaultHome, openHome } from '../../store/home.ts'
import { markMissing, type IncompleteResult } from '../../store/integrity/markMissing.ts'
import { quarantine, unknownObjects } from '../../store/integrity/unknownObjects.ts'
import { openStore } from '../../store/store.ts'
import { healViews } from '../../store/views/healViews.ts'

export interface RestoreBackupRequest {
  readonly environment: NodeJS.ProcessEnv
  readonly path: string
  /** URL of a PostgreSQL server that is to be the catalogue from now on; null: as the environment says. */
  readonly to: string | null
}

export interface RestoredStore extends RestoredBackup {
  /** Results whose files are gone: their versions are marked, and not shown as whole. */
  readonly incomplete: readonly IncompleteResult[]
  /** Where folders are now that the backup does not know of. */
  readonly quarantined: readonly string[]
}

/**
 * Makes a backup the catalogue of the store, then brings store and catalogue together: versions whose files are gone are
 * marked, and folders that the backup does not know of, made after it, are moved to `quarantine/`. Whoever may write the
 * store's folder may do this.
 */
export async function restoreStoreBackup({ environment, path, to }: RestoreBackupRequest): Promise<Result<RestoredStore>> {
  const home = openHome(defaultHome(environment))
  if (!home.ok) return home
  const now = new Date()
  const url = to ?? environment['HALLEY_DATABASE_URL'] ?? ''
  const restored = await restoreBackup(home.value, { path: resolve(path), url: url === '' ? null : url, now })
  if (!restored.ok) return restored
  const opened = await openStore(home.value.path, { environment: { ...environment, HALLEY_DATABASE_URL: url } })
  if (!opened.ok) return opened
  const store = opened.value
  try {
    const quarantined = quarantine(store, await unknownObjects(store), now)
    const incomplete = await markMissing(store, now)
    await healViews(store)
    return success({ ...restored.value, incomplete, quarantined })
  } finally {
    await store.close()
  }
}
