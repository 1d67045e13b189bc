import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { keepSetting, retentionDaysOfServer } from '../../store/catalogue/settings.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'

const maxDays = 36_500

/** Days that things stay in the Trash of a project that does not say so itself; 0: until somebody deletes them permanently. */
export function serverRetention({ store }: Halley): Promise<Result<number>> {
  return settle(() => retentionDaysOfServer(store.catalogue))
}

/**
 * Sets how long what is trashed from now on stays in Trash; what is there keeps its day.
 *
 * @param days 0 to 36,500
 * @returns `trash.days`, `right.denied` for who is no administrator
 */
export async function setServerRetention(halley: Halley, days: number): Promise<Result<number>> {
  if (!Number.isInteger(days) || days < 0 || days > maxDays) {
    const message = `Days in Trash: expected a whole number from 0 to ${maxDays}, found ${days}.`
    return failure(makeFault('trash.days', message, { hint: '0 keeps what is in Trash until somebody deletes it.', data: { days } }))
  }
  const done = await asAdministrator(halley, 'Days in Trash', async ({ transaction, byUserId, at }) => {
    const from = await retentionDaysOfServer(transaction)
    await keepSetting(transaction, 'retentionDays', String(days))
    const details = { setting: 'retentionDays', from, to: days }
    await recordAudit(transaction, {
      at,
      actorId: byUserId,
      action: 'settingChanged',
      subjectKind: 'settings',
      subjectId: 'retentionDays',
      details,
    })
  })
  return done.ok ? success(days) : done
}
