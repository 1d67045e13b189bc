import { settle, type Fault } from '../../fault/fault.ts'
import { backUpDaily } from '../../store/backup/backUp.ts'
import { sealAudit } from '../../store/catalogue/auditSeals.ts'
import type { Store } from '../../store/store.ts'

/**
 * What is done for a store by whoever has used it: the history is sealed, and once a day the catalogue backed up.
 *
 * @returns why it could not be done; null where it could
 */
export async function careFor(store: Store, now: Date): Promise<Fault | null> {
  const sealed = await settle(() => sealAudit(store.catalogue))
  if (!sealed.ok) return sealed.fault
  const backedUp = await backUpDaily(store, now)
  return backedUp.ok ? null : backedUp.fault
}
