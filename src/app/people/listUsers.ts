import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import { actorOf } from '../actor.ts'
import type { UserSummary } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { userSummary } from './userSummary.ts'

/** All users by name, the deactivated among them. @returns `right.denied` for all but administrators */
export async function listUsers({ store, user }: Halley): Promise<Result<readonly UserSummary[]>> {
  const no = administratorRefusal(actorOf(user), 'List the users')
  return no ? failure(no) : success((await allUsers(store.catalogue)).map(userSummary))
}
