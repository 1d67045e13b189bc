import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findUserByAccount, findUserByName } from '../../store/catalogue/people.ts'
import type { UserRow } from '../../store/catalogue/schema.ts'
import type { VastRunRecord } from '../../store/vast/vastDatabase.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'
import { addNewUser } from '../people/newUser.ts'

/** The users of Halley by their names in VAST. */
export type VastUsers = ReadonlyMap<string, Pick<UserRow, 'id' | 'name'>>

const maxLength = 64

/** Everybody who has a part in a run: its owner and who has said something. */
function usernamesOf({ owner, comments, favourites }: VastRunRecord): string[] {
  const said = [...comments, ...favourites].map(({ username }) => username)
  return [...new Set(owner === null ? said : [owner, ...said])].sort()
}

/** Who has the account, else the name. */
async function userFor(catalogue: Catalogue, username: string): Promise<UserRow | undefined> {
  return (await findUserByAccount(catalogue, username)) ?? (await findUserByName(catalogue, userName(username)))
}

/** As near to a name in VAST as a name here may be. */
function userName(username: string): string {
  return username.replace(/^-/, '_').slice(0, maxLength)
}

/**
 * The users that people of VAST are here: who has the account of that name, else the name; the others are added, to act
 * from the account of that name when it opens Halley.
 *
 * @returns `right.denied` where users would have to be added by somebody who is no administrator
 */
export async function importUsers(halley: Halley, record: VastRunRecord): Promise<Result<VastUsers>> {
  const { catalogue } = halley.store
  const users = new Map<string, Pick<UserRow, 'id' | 'name'>>()
  const missing: string[] = []
  for (const username of usernamesOf(record)) {
    const known = await userFor(catalogue, username)
    if (known) users.set(username, known)
    else missing.push(username)
  }
  if (missing.length === 0) return success(users)
  const added = await asAdministrator(halley, 'Add the users of VAST', async (change) => {
    for (const username of missing) {
      const name = userName(username)
      const again = await userFor(change.transaction, username)
      const id = again?.id ?? (await addNewUser(change.transaction, { name, account: username }, change))
      users.set(username, { id, name })
    }
  })
  return added.ok ? success(users) : added
}
