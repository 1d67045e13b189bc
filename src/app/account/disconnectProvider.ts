import { refuse, settle, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { findPassword, identitiesOf, removeIdentities } from '../../store/catalogue/credentials.ts'
import type { Account } from '../contract/account.ts'
import type { Halley } from '../halley.ts'
import { showAccount } from './ownAccount.ts'

/**
 * Lets a provider sign the user in no more; sessions that there are stay.
 *
 * @returns `user.notConnected`; `user.lastSignIn` where it is the last way to sign in
 */
export function disconnectProvider(halley: Halley, issuer: string): Promise<Result<Account>> {
  const { store, user, now } = halley
  return settle(async () => {
    await changeTogether(store.catalogue, async (transaction) => {
      const identities = await identitiesOf(transaction, user.id)
      if (!identities.some((each) => each.issuer === issuer)) {
        refuse('user.notConnected', `Disconnect ${issuer}: expected a provider that knows you, found another.`, {
          hint: 'The page of your account lists those that do.',
        })
      }
      const hasOther = identities.some((each) => each.issuer !== issuer) || (await findPassword(transaction, user.id)) !== undefined
      if (!hasOther) {
        refuse('user.lastSignIn', `Disconnect ${issuer}: expected another way to sign in, found that this is the last one.`, {
          hint: 'Ask an administrator for a link by which you choose a password, then disconnect it.',
        })
      }
      await removeIdentities(transaction, user.id, issuer)
      const subject = { actorId: user.id, subjectKind: 'user', subjectId: user.id }
      await recordAudit(transaction, { at: now().toISOString(), action: 'identityDisconnected', ...subject, details: { issuer } })
    })
    const account = await showAccount(halley)
    if (!account.ok) throw new Error('An account is always shown to its user')
    return account.value
  })
}
