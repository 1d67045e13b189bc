import { settle, success, type Result } from '../../fault/fault.ts'
import type { Halley } from '../halley.ts'
import { knownUser } from '../people/knownUser.ts'

/** Whose Trash is meant: that of a user by name or id, or one's own. @returns `user.notFound` */
export async function trashOwner({ store, user }: Halley, name?: string): Promise<Result<{ readonly id: string; readonly name: string }>> {
  return name === undefined ? success(user) : settle(() => knownUser(store.catalogue, name))
}
