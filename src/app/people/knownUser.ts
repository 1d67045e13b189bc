import { refuse } from '../../fault/fault.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findUser, findUserByName } from '../../store/catalogue/people.ts'
import type { UserRow } from '../../store/catalogue/schema.ts'

/** The user of a name or an id. @throws `Refusal` with `user.notFound` */
export async function knownUser(catalogue: Catalogue, nameOrId: string): Promise<UserRow> {
  const user = (await findUserByName(catalogue, nameOrId)) ?? (await findUser(catalogue, nameOrId))
  if (user) return user
  return refuse('user.notFound', `User ${nameOrId}: expected the name of a user, found none of that name.`, {
    hint: 'Names are exact. Administrators list them: ./halley user list',
    data: { name: nameOrId },
  })
}

/** {@link knownUser}, who can be given something. @throws `Refusal` with `user.inactive` too */
export async function activeUser(catalogue: Catalogue, nameOrId: string): Promise<UserRow> {
  const user = await knownUser(catalogue, nameOrId)
  if (user.isActive === 1) return user
  return refuse('user.inactive', `User ${user.name}: expected an active user, found a deactivated one.`, {
    hint: `Name another user. An administrator can let this one in again: ./halley user reactivate ${user.name}`,
    data: { name: user.name },
  })
}
