import type { Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { findSetting, forgetSetting, keepSetting } from '../../store/catalogue/settings.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'

const setting = 'outsideServices'
const allowed = 'allowed'

/** Whether the server may ask services on the internet: not unless an administrator allowed it. */
export async function mayAskOutside({ store }: Pick<Halley, 'store'>): Promise<boolean> {
  return (await findSetting(store.catalogue, setting)) === allowed
}

/** Lets the server ask services on the internet, or no longer. @returns `right.denied` for all but administrators */
export function allowOutside(halley: Halley, isAllowed: boolean): Promise<Result<{ readonly isAllowed: boolean }>> {
  return asAdministrator(halley, 'Let the server ask services on the internet', async ({ transaction, byUserId, at }) => {
    const from = (await findSetting(transaction, setting)) ?? 'not allowed'
    if (isAllowed) await keepSetting(transaction, setting, allowed)
    else await forgetSetting(transaction, setting)
    const event = { at, actorId: byUserId, action: 'settingChanged', subjectKind: 'settings', subjectId: setting }
    await recordAudit(transaction, { ...event, details: { setting, from, to: isAllowed ? allowed : 'not allowed' } })
    return { isAllowed }
  })
}
