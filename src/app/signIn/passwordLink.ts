import { failure, refuse, settle, success, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { keepPassword } from '../../store/catalogue/credentials.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { changeUser, findUser } from '../../store/catalogue/people.ts'
import type { UserRow } from '../../store/catalogue/schema.ts'
import type { SignInLinkRow } from '../../store/catalogue/signInSchema.ts'
import { endSessionsOf, findSignInLink, forgetLinks, takeSignInLink } from '../../store/catalogue/sessions.ts'
import type { Store } from '../../store/store.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'
import { activeUser } from '../people/knownUser.ts'
import { addNewUser, giveSharedProject } from '../people/newUser.ts'
import { hashOfSecret } from '../people/tokens/tokenSecret.ts'
import { refuseUserName } from '../people/userName.ts'
import { openSession, type OpenedSession } from '../sessions/openSession.ts'
import { linkRefusal, makeSignInLink } from '../sessions/signInLink.ts'
import { hashPassword } from './passwordHash.ts'
import { refusePassword } from './refusePassword.ts'

const DAY_MS = 86_400_000
const lastsMs = 3 * DAY_MS

export interface PasswordLink {
  readonly userName: string
  /** For the link; it is shown once and not kept. */
  readonly secret: string
  readonly expiresUtc: string
}

/**
 * Makes a link by which a user chooses a password; earlier ones end. For administrators.
 *
 * @returns `right.denied`, `user.notFound`, `user.inactive`
 */
export function makePasswordLink(halley: Halley, nameOrId: string): Promise<Result<PasswordLink>> {
  return asAdministrator(halley, 'Make a link to choose a password', async (change) => {
    const { transaction } = change
    const user = await activeUser(transaction, nameOrId)
    await forgetLinks(transaction, 'setPassword', user.id)
    const now = halley.now()
    const store = { ...halley.store, catalogue: transaction }
    const secret = await makeSignInLink(store, { purpose: 'setPassword', userId: user.id, lastsMs }, now)
    await change.record('passwordLinkMade', user.id, { name: user.name })
    return { userName: user.name, secret, expiresUtc: new Date(now.getTime() + lastsMs).toISOString() }
  })
}

export interface ShownLink {
  readonly purpose: 'setPassword' | 'firstAdministrator'
  /** Whose password it sets; null: of a user who is yet to be named. */
  readonly userName: string | null
}

/** What a link is for, before it is used. @returns `right.link` for one that cannot be used */
export async function showPasswordLink({ catalogue }: Store, secret: string, now: Date): Promise<Result<ShownLink>> {
  const link = await findSignInLink(catalogue, hashOfSecret(secret), now.toISOString())
  if (!link || link.purpose === 'signIn') return failure(linkRefusal)
  const user = link.userId === null ? undefined : await findUser(catalogue, link.userId)
  if (link.userId !== null && user?.isActive !== 1) return failure(linkRefusal)
  return success({ purpose: link.purpose, userName: user?.name ?? null })
}

export interface ChosenPassword {
  readonly secret: string
  /** Of the first administrator, who names themselves; else nothing. */
  readonly userName: string | null
  readonly password: string
  readonly client: string
}

/** The first administrator as they name themselves: who keeps the store where it is their name, or somebody new. */
async function firstAdministrator(transaction: Catalogue, keeper: Pick<UserRow, 'id' | 'name'>, name: string, at: string): Promise<string> {
  if (name === keeper.name) return keeper.id
  await refuseUserName(transaction, name)
  const id = await addNewUser(transaction, { name, account: null }, { byUserId: keeper.id, at })
  await changeUser(transaction, id, { isAdministrator: 1 })
  const details = { because: 'first administrator' }
  await recordAudit(transaction, { at, actorId: keeper.id, action: 'administratorMade', subjectKind: 'user', subjectId: id, details })
  return id
}

async function ownerOf(transaction: Catalogue, { user }: Halley, link: SignInLinkRow, chosen: ChosenPassword): Promise<UserRow> {
  const at = link.usedAt ?? link.createdAt
  const id =
    link.purpose === 'firstAdministrator' ? await firstAdministrator(transaction, user, chosen.userName ?? user.name, at) : link.userId
  const owner = id === null ? undefined : await findUser(transaction, id)
  if (owner?.isActive === 1) return owner
  return refuse(linkRefusal.code, linkRefusal.message, { hint: linkRefusal.hint })
}

/**
 * Uses up a link: sets the password, ends all sessions that there were, and signs the user in.
 *
 * @param keeper who keeps the store
 * @returns `right.link`, `password.*`, and `user.*` for the name of a first administrator; then the link stays
 */
export async function choosePassword(keeper: Halley, chosen: ChosenPassword): Promise<Result<OpenedSession>> {
  const now = keeper.now()
  const at = now.toISOString()
  const owner = await settle(async () => {
    refusePassword(chosen.password, chosen.userName ?? '')
    const hash = await hashPassword(chosen.password)
    return changeTogether(keeper.store.catalogue, async (transaction) => {
      const link = await takeSignInLink(transaction, hashOfSecret(chosen.secret), at)
      if (!link || link.purpose === 'signIn') return refuse(linkRefusal.code, linkRefusal.message, { hint: linkRefusal.hint })
      const user = await ownerOf(transaction, keeper, link, chosen)
      refusePassword(chosen.password, user.name)
      await keepPassword(transaction, { userId: user.id, hash, changedAt: at })
      await endSessionsOf(transaction, user.id, null)
      if (link.purpose === 'firstAdministrator') await giveSharedProject(transaction, user.id, at)
      await recordAudit(transaction, {
        at,
        actorId: user.id,
        action: 'passwordChosen',
        subjectKind: 'user',
        subjectId: user.id,
        details: { name: user.name, by: link.purpose },
      })
      return user
    })
  })
  return owner.ok ? success(await openSession(keeper.store, owner.value.id, chosen.client, now)) : owner
}
