import { userIdsThatSignIn } from '../../store/catalogue/credentials.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import { forgetLinks } from '../../store/catalogue/sessions.ts'
import type { Halley } from '../halley.ts'
import { makeSignInLink } from '../sessions/signInLink.ts'

const DAY_MS = 86_400_000

/**
 * Makes a link by which the first administrator names themselves and chooses a password; earlier ones end.
 *
 * @returns its secret; null where an administrator can sign in
 */
export async function inviteFirstAdministrator({ store, now }: Halley): Promise<string | null> {
  const signIn = await userIdsThatSignIn(store.catalogue)
  const users = await allUsers(store.catalogue)
  if (users.some(({ id, isActive, isAdministrator }) => isActive === 1 && isAdministrator === 1 && signIn.has(id))) return null
  await forgetLinks(store.catalogue, 'firstAdministrator', null)
  return makeSignInLink(store, { purpose: 'firstAdministrator', userId: null, lastsMs: DAY_MS }, now())
}
