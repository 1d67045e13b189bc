import { failure, success, type Result } from '../../fault/fault.ts'
import { userRefusal } from '../../lifecycle/decide/ground.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** The names of all active users: every user may know whom to share with. */
export async function listPeople({ store, user }: Halley): Promise<Result<readonly { readonly id: string; readonly name: string }[]>> {
  const no = userRefusal(actorOf(user), 'read')
  if (no) return failure(no)
  const users = await allUsers(store.catalogue)
  return success(users.filter(({ isActive }) => isActive === 1).map(({ id, name }) => ({ id, name })))
}
