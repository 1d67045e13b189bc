import { Refusal, settle, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { recordAudit, type AuditEvent } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findUser } from '../../store/catalogue/people.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import type { Signed } from './newUser.ts'

/** A change by an administrator while it is made. */
export interface AdministratorsChange extends Signed {
  readonly transaction: Catalogue
  readonly byUserId: string
  /** Writes into the history what was done to a user. */
  record(action: string, userId: string, details: AuditEvent['details']): Promise<void>
}

/** The user who acts as the catalogue has them now: much may have changed since they opened it. */
async function refuseOthers(transaction: Catalogue, { user }: Halley, label: string): Promise<void> {
  const now = (await findUser(transaction, user.id)) ?? user
  const no = administratorRefusal(actorOf({ ...now, scopes: user.scopes }), label)
  if (no) throw new Refusal(no)
}

/**
 * Makes a change that administrators alone may make, all of it or nothing.
 *
 * @param label what it is called, such as `Add a user`
 * @returns `right.denied`, `right.scope`, and what `work` refuses
 */
export function asAdministrator<T>(halley: Halley, label: string, work: (change: AdministratorsChange) => Promise<T>): Promise<Result<T>> {
  const at = halley.now().toISOString()
  const byUserId = halley.user.id
  return settle(() =>
    changeTogether(halley.store.catalogue, async (transaction) => {
      await refuseOthers(transaction, halley, label)
      const record: AdministratorsChange['record'] = (action, subjectId, details) =>
        recordAudit(transaction, { at, actorId: byUserId, action, subjectKind: 'user', subjectId, details })
      return work({ transaction, byUserId, at, record })
    }),
  )
}
