import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { personalProjectOf, sharedProject } from '../../store/catalogue/people.ts'
import type { Store } from '../../store/store.ts'
import { givePersonalProject } from '../people/newUser.ts'

/**
 * The project that a user's new runs go to unless told otherwise: the shared one on a server with accounts, which is a
 * store that a user was added to by hand; else their own. Every user has one of their own from here on.
 */
export async function projectOfNewRuns(
  { catalogue }: Store,
  user: { readonly id: string; readonly name: string },
  now: Date,
): Promise<string> {
  if (!(await personalProjectOf(catalogue, user.id)))
    await changeTogether(catalogue, (transaction) => givePersonalProject(transaction, user, now.toISOString()))
  const project = (await sharedProject(catalogue)) ?? (await personalProjectOf(catalogue, user.id))
  if (!project) throw new Error(`The personal project of user ${user.id} was made and is not there`)
  return project.id
}
