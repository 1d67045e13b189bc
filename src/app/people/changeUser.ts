import { refuse, type Result } from '../../fault/fault.ts'
import { changeUser, countActiveAdministrators, type UserChange } from '../../store/catalogue/people.ts'
import { endSessionsOf } from '../../store/catalogue/sessions.ts'
import type { UserRow } from '../../store/catalogue/schema.ts'
import type { UserSummary } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator, type AdministratorsChange } from './asAdministrator.ts'
import { knownUser } from './knownUser.ts'
import { refuseUserName } from './userName.ts'
import { userSummary } from './userSummary.ts'

/* What administrators change about users. What is so already is not changed again, nor told in the history again. */

interface Deed {
  /** As a refusal calls it. */
  readonly label: string
  readonly action: string
  readonly change: UserChange
  readonly refuse?: (user: UserRow, change: AdministratorsChange) => void | Promise<void>
  /** What else changes with it. */
  readonly also?: (user: UserRow, change: AdministratorsChange) => Promise<unknown>
}

function changeAs(halley: Halley, nameOrId: string, deed: Deed): Promise<Result<UserSummary>> {
  return asAdministrator(halley, deed.label, async (change) => {
    const user = await knownUser(change.transaction, nameOrId)
    const changed = { ...user, ...deed.change }
    const isSame = Object.entries(deed.change).every(([key, value]) => user[key as keyof UserRow] === value)
    if (isSame) return userSummary(user)
    await deed.refuse?.(user, change)
    await changeUser(change.transaction, user.id, deed.change)
    await deed.also?.(user, change)
    await change.record(deed.action, user.id, { name: user.name, ...deed.change })
    return userSummary(changed)
  })
}

/** Somebody must be left who can let others in. */
async function refuseLastAdministrator({ name, isActive, isAdministrator }: UserRow, { transaction }: AdministratorsChange): Promise<void> {
  if (isActive === 0 || isAdministrator === 0 || (await countActiveAdministrators(transaction)) > 1) return
  refuse('user.lastAdministrator', `User ${name}: expected another administrator who is active, found that ${name} is the last.`, {
    hint: 'Make another user administrator first: ./halley user administrator NAME',
    data: { name },
  })
}

export function renameUser(halley: Halley, nameOrId: string, newName: string): Promise<Result<UserSummary>> {
  return changeAs(halley, nameOrId, {
    label: 'Rename a user',
    action: 'userRenamed',
    change: { name: newName },
    refuse: (_, { transaction }) => refuseUserName(transaction, newName),
  })
}

/**
 * From now on the user may do nothing: neither open the store nor use a token. What is theirs stays theirs, and work of
 * theirs that is queued or runs goes on. Their browsers are signed out, and stay so when they are reactivated.
 *
 * @returns `user.self` for oneself
 */
export function deactivateUser(halley: Halley, nameOrId: string): Promise<Result<UserSummary>> {
  return changeAs(halley, nameOrId, {
    label: 'Deactivate a user',
    action: 'userDeactivated',
    change: { isActive: 0 },
    // So an administrator who is active is left: whoever does it.
    refuse: ({ id }, { byUserId }) => {
      if (id !== byUserId) return
      refuse('user.self', 'Deactivate a user: expected another user than oneself, found oneself.', { hint: 'Ask another administrator.' })
    },
    also: ({ id }, { transaction }) => endSessionsOf(transaction, id, null),
  })
}

export function reactivateUser(halley: Halley, nameOrId: string): Promise<Result<UserSummary>> {
  return changeAs(halley, nameOrId, { label: 'Reactivate a user', action: 'userReactivated', change: { isActive: 1 } })
}

/** @returns `user.lastAdministrator` where nobody else would be left */
export function setAdministrator(halley: Halley, nameOrId: string, isAdministrator: boolean): Promise<Result<UserSummary>> {
  const label = isAdministrator ? 'Make a user administrator' : 'Take the rights of an administrator from a user'
  const action = isAdministrator ? 'administratorMade' : 'administratorUnmade'
  const change = { isAdministrator: isAdministrator ? 1 : 0 }
  return changeAs(halley, nameOrId, { label, action, change, ...(isAdministrator ? {} : { refuse: refuseLastAdministrator }) })
}
