import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { findPassword, keepPassword } from '../../store/catalogue/credentials.ts'
import { findUserByName } from '../../store/catalogue/people.ts'
import type { Store } from '../../store/store.ts'
import { mostPasswordLength } from '../contract/passwordLength.ts'
import { openSession, type OpenedSession } from '../sessions/openSession.ts'
import { checkPassword, hashOfNobody, hashPassword } from './passwordHash.ts'

/** One answer to all: a stranger does not learn who has an account. */
const refused: Fault = makeFault('right.password', 'Expected the name and the password of a user, found others.', {
  hint: 'Check both. An administrator can give you a link to choose a new password.',
})

export interface PasswordSignIn {
  readonly name: string
  readonly password: string
  /** What the browser says that it is. */
  readonly client: string
}

/**
 * Signs a user in with name and password.
 *
 * @returns `right.password` for a name that nobody has, a wrong password, a user without one, a deactivated one: the same
 * for each, after the same time
 */
export async function signInWithPassword(
  store: Store,
  { name, password, client }: PasswordSignIn,
  now: Date,
): Promise<Result<OpenedSession>> {
  const { catalogue } = store
  const user = await findUserByName(catalogue, name)
  const kept = user ? await findPassword(catalogue, user.id) : undefined
  const given = password.length > mostPasswordLength ? '' : password
  const { isRight, isOld } = await checkPassword(given, kept?.hash ?? (await hashOfNobody()))
  if (!isRight || !kept || user?.isActive !== 1) return failure(refused)
  if (isOld) await keepPassword(catalogue, { ...kept, hash: await hashPassword(given) })
  return success(await openSession(store, user.id, client, now))
}
