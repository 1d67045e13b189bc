import { userInfo } from 'node:os'
import { refuse } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { changeUser, findUser, findUserByAccount } from '../../store/catalogue/people.ts'
import type { UserRow } from '../../store/catalogue/schema.ts'
import { isKeptBy } from '../../store/home.ts'
import type { Store } from '../../store/store.ts'
import type { ActingUser } from '../actor.ts'
import { addNewUser, freeUserName } from './newUser.ts'

/** The account of this process: its name, or its number where it has no name. */
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? 0}`
  }
}

function refuseDeactivated({ name, account }: UserRow): never {
  return refuse('right.deactivated', `Account ${account}: expected an active user, found that ${name} is deactivated.`, {
    hint: `Ask an administrator: ./halley user reactivate ${name}`,
    data: { name, account },
  })
}

async function becomeAdministrator(transaction: Catalogue, { id }: UserRow, at: string): Promise<void> {
  await changeUser(transaction, id, { isAdministrator: 1 })
  const details = { because: 'keeps the store' }
  await recordAudit(transaction, { at, actorId: id, action: 'administratorMade', subjectKind: 'user', subjectId: id, details })
}

async function letIn(transaction: Catalogue, account: string, isKeeper: boolean, at: string): Promise<UserRow> {
  const known = await findUserByAccount(transaction, account)
  const id =
    known?.id ?? (await addNewUser(transaction, { name: await freeUserName(transaction, account), account }, { byUserId: null, at }))
  const user = await findUser(transaction, id)
  if (!user) throw new Error(`User ${id} was added and is not there`)
  if (!isKeeper || user.isAdministrator === 1) return user
  await becomeAdministrator(transaction, user, at)
  return { ...user, isAdministrator: 1 }
}

/**
 * The user that this process acts as: the one of its account, added where there is none. Who keeps the store (its owner
 * and root) is made an administrator each time.
 *
 * @throws `Refusal` with `right.deactivated` where the user is not active any more
 */
export async function openingUser(store: Store, now: Date): Promise<ActingUser> {
  const account = accountName()
  const isKeeper = isKeptBy(store.paths.home)
  const known = await findUserByAccount(store.catalogue, account)
  if (known?.isActive === 0) refuseDeactivated(known)
  const isReady = known && (known.isAdministrator === 1 || !isKeeper)
  const user = isReady
    ? known
    : await changeTogether(store.catalogue, (transaction) => letIn(transaction, account, isKeeper, now.toISOString()))
  return { ...user, scopes: null }
}
