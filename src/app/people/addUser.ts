import type { Result } from '../../fault/fault.ts'
import { changeUser } from '../../store/catalogue/people.ts'
import type { UserSummary } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from './asAdministrator.ts'
import { knownUser } from './knownUser.ts'
import { addNewUser, giveSharedProject, type NewAccount } from './newUser.ts'
import { refuseAccount, refuseUserName } from './userName.ts'
import { userSummary } from './userSummary.ts'

export interface AddUserRequest extends NewAccount {
  readonly isAdministrator: boolean
}

/**
 * Adds a user with a project of their own. The first user who is added so makes the store one with accounts: it gets the
 * shared project, to which new runs go from then on.
 *
 * @returns `right.denied` for all but administrators, `user.name`, `user.nameTaken`, `user.accountTaken`
 */
export function addUserAccount(halley: Halley, { name, account, isAdministrator }: AddUserRequest): Promise<Result<UserSummary>> {
  return asAdministrator(halley, 'Add a user', async (change) => {
    const { transaction, byUserId, at } = change
    await refuseUserName(transaction, name)
    if (account !== null) await refuseAccount(transaction, account)
    const id = await addNewUser(transaction, { name, account }, change)
    if (isAdministrator) {
      await changeUser(transaction, id, { isAdministrator: 1 })
      await change.record('administratorMade', id, {})
    }
    await giveSharedProject(transaction, byUserId, at)
    return userSummary(await knownUser(transaction, id))
  })
}
