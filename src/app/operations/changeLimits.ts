import type { Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { keepSetting } from '../../store/catalogue/settings.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'
import { operationSettings, type OperationSettings } from './operationSettings.ts'

/** The settings as they are kept, those that change. */
export interface LimitChanges {
  readonly maxProcessings?: number | undefined
  readonly maxOperationsPerUser?: number | undefined
  readonly maxBytesPerUser?: number | undefined
  readonly leaseSeconds?: number | undefined
}

/** Changes how operations share the store; for administrators. @returns the settings, `right.denied` */
export function changeLimits(halley: Halley, changes: LimitChanges): Promise<Result<OperationSettings>> {
  return asAdministrator(halley, 'Change the limits of operations', async ({ transaction, at, byUserId }) => {
    for (const [name, value] of Object.entries(changes)) if (value !== undefined) await keepSetting(transaction, name, String(value))
    await recordAudit(transaction, {
      at,
      actorId: byUserId,
      action: 'limitsChanged',
      subjectKind: 'store',
      subjectId: halley.store.id,
      details: { ...changes },
    })
    return operationSettings(transaction)
  })
}
