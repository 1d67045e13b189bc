import { refuse, settle, success, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { findPassword, identitiesOf, keepPassword } from '../../store/catalogue/credentials.ts'
import { changeUser, findUser } from '../../store/catalogue/people.ts'
import { endSessionsOf } from '../../store/catalogue/sessions.ts'
import type { Account } from '../contract/account.ts'
import type { Halley } from '../halley.ts'
import { refuseUserName } from '../people/userName.ts'
import { checkPassword, hashOfNobody, hashPassword } from '../signIn/passwordHash.ts'
import { refusePassword } from '../signIn/refusePassword.ts'

/** The user as they see themselves. */
export async function showAccount({ store: { catalogue }, user: { id } }: Halley): Promise<Result<Account>> {
  const user = await findUser(catalogue, id)
  if (!user) throw new Error(`User ${id} acts and is not there`)
  const { name, email, account, isAdministrator, createdAt } = user
  const password = await findPassword(catalogue, id)
  return success({
    id,
    name,
    email,
    account,
    isAdministrator: isAdministrator === 1,
    createdUtc: createdAt,
    passwordChangedUtc: password?.changedAt ?? null,
    issuers: (await identitiesOf(catalogue, id)).map(({ issuer }) => issuer),
  })
}

/** As much as can be seen without sending a mail there: one line, something before and after one @. */
const emailForm = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,189}$/u

export interface AccountChange {
  readonly name?: string | undefined
  /** Empty: no mails. */
  readonly email?: string | undefined
}

function refuseEmail(email: string): void {
  if (email === '' || emailForm.test(email)) return
  refuse('user.email', `E-mail: expected an address such as maria@example.org, found ${JSON.stringify(email)}.`, {
    hint: 'Leave it empty for no mails.',
  })
}

/** Changes the name of the user, and where notices go by mail. @returns `user.name`, `user.nameTaken`, `user.email` */
export function changeAccount(halley: Halley, { name, email }: AccountChange): Promise<Result<Account>> {
  const { store, user, now } = halley
  const at = now().toISOString()
  const subject = { at, actorId: user.id, subjectKind: 'user', subjectId: user.id }
  return settle(async () => {
    await changeTogether(store.catalogue, async (transaction) => {
      if (email !== undefined) {
        refuseEmail(email)
        await changeUser(transaction, user.id, { email: email === '' ? null : email })
      }
      if (name === undefined || name === user.name) return
      await refuseUserName(transaction, name)
      await changeUser(transaction, user.id, { name })
      await recordAudit(transaction, { ...subject, action: 'userRenamed', details: { from: user.name, name } })
    })
    const account = await showAccount(halley)
    if (!account.ok) throw new Error('An account is always shown to its user')
    return account.value
  })
}

export interface PasswordChange {
  readonly current: string
  readonly password: string
  /** The session that asks, which stays. */
  readonly sessionId: string
}

/**
 * Changes the password of the user, who knows the one there is; all other sessions end. Who has none is given a link by
 * an administrator.
 *
 * @returns `password.wrong`, `password.short`, `password.long`, `password.easy`
 */
export function changePassword({ store, user, now }: Halley, change: PasswordChange): Promise<Result<null>> {
  const { catalogue } = store
  const at = now().toISOString()
  return settle(async () => {
    const kept = await findPassword(catalogue, user.id)
    const { isRight } = await checkPassword(change.current, kept?.hash ?? (await hashOfNobody()))
    if (!isRight || !kept) {
      refuse('password.wrong', 'Current password: expected the one you sign in with, found another.', {
        hint: 'If it is lost, an administrator makes a link to choose a new one.',
      })
    }
    refusePassword(change.password, user.name)
    const hash = await hashPassword(change.password)
    return changeTogether(catalogue, async (transaction) => {
      await keepPassword(transaction, { userId: user.id, hash, changedAt: at })
      await endSessionsOf(transaction, user.id, change.sessionId)
      const subject = { actorId: user.id, subjectKind: 'user', subjectId: user.id }
      await recordAudit(transaction, { at, action: 'passwordChanged', ...subject, details: {} })
      return null
    })
  })
}
