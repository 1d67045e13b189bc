import { resolve } from 'node:path'
import { settle, success, type Result } from '../../fault/fault.ts'
import { restoreBackup, type RestoredBackup } from '../../store/backup/restoreBackup.ts'
import { defaultHome, openHome } from '../../store/home.ts'
import { openStore } from '../../store/store.ts'
import { reconcile, type Reconciled } from './reconcile.ts'

export interface RestoreBackupRequest {
  readonly environment: NodeJS.ProcessEnv
  readonly path: string
  /** URL of a PostgreSQL server that is to be the catalogue from now on; null: as the environment says. */
  readonly to: string | null
}

export interface RestoredStore extends RestoredBackup, Reconciled {}

/**
 * Makes a backup the catalogue of the store, then brings store and catalogue together. Whoever may write the store's
 * folder may do this.
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
    const reconciled = await settle(() => reconcile(store, now))
    return reconciled.ok ? success({ ...restored.value, ...reconciled.value }) : reconciled
  } finally {
    await store.close()
  }
}
