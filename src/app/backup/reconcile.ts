import { findSetting, forgetSetting } from '../../store/catalogue/settings.ts'
import { unreconciled } from '../../store/backup/restoreBackup.ts'
import { markMissing, type IncompleteResult } from '../../store/integrity/markMissing.ts'
import { quarantine, type Quarantined } from '../../store/integrity/quarantine.ts'
import { unknownObjects } from '../../store/integrity/unknownObjects.ts'
import type { Store } from '../../store/store.ts'
import { healViews } from '../../store/views/healViews.ts'

export interface Reconciled {
  /** Results whose files are gone: their versions are marked, and not shown as whole. */
  readonly incomplete: readonly IncompleteResult[]
  /** Folders that the backup does not know of, and where they are now. */
  readonly quarantined: readonly Quarantined[]
}

/**
 * Brings the files of a store together with a catalogue from a backup: versions whose files are gone are marked, and
 * folders that it does not know of, made after it, are moved to `quarantine/`. Can be repeated.
 */
export async function reconcile(store: Store, now: Date): Promise<Reconciled> {
  const quarantined = quarantine(store, await unknownObjects(store, 'any'), now)
  const incomplete = await markMissing(store, now)
  await healViews(store)
  await forgetSetting(store.catalogue, unreconciled)
  return { incomplete, quarantined }
}

/** {@link reconcile} where the process that restored a backup died before it had: else what is newer would be swept away. */
export async function reconcileIfLeft(store: Store, now: Date): Promise<void> {
  if ((await findSetting(store.catalogue, unreconciled)) !== undefined) await reconcile(store, now)
}
