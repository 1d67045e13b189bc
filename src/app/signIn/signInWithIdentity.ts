import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { addIdentity, findIdentity } from '../../store/catalogue/credentials.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { changeUser, findUser } from '../../store/catalogue/people.ts'
import type { IdentityRow } from '../../store/catalogue/signInSchema.ts'
import type { Store } from '../../store/store.ts'
import { addNewUser, freeUserName, giveSharedProject } from '../people/newUser.ts'
import { openSession, type OpenedSession } from '../sessions/openSession.ts'

/** Who a provider says that somebody is. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  /** What they are called there; empty where it does not say. */
  readonly name: string
  /** Their address, where the provider has seen that it is theirs. */
  readonly verifiedEmail: string | null
}

/** Whom a server lets in that it does not know yet. */
export interface IdentityPolicy {
  /** Whether users are added when they come for the first time. */
  readonly addsUsers: boolean
  /** Domains of addresses that are let in; empty: any. */
  readonly domains: readonly string[]
}

export interface IdentitySignIn {
  readonly identity: Identity
  readonly policy: IdentityPolicy
  /** Who was signed in when they asked to be known by this identity too; null: nobody. */
  readonly linkTo: string | null
  readonly client: string
}

const notKnown: Fault = makeFault('right.identity', 'Expected somebody who has an account here, found nobody.', {
  hint: 'Ask an administrator for an account. If you have one, sign in to it, and connect it on the page of your account.',
})

function isLetIn({ addsUsers, domains }: IdentityPolicy, { verifiedEmail }: Identity): boolean {
  if (!addsUsers) return false
  if (domains.length === 0) return true
  const domain = verifiedEmail?.split('@').at(-1)?.toLowerCase()
  return domain !== undefined && domains.includes(domain)
}

/** A name like the one at the provider that may be one here. */
function wantedName({ name, verifiedEmail }: Identity): string {
  const plain = (name || verifiedEmail?.split('@')[0] || 'user').replace(/\p{C}/gu, '').trim().replace(/^-+/, '')
  return plain.slice(0, 48).toWellFormed().trim() || 'user'
}

async function addFor(transaction: Catalogue, identity: Identity, at: string): Promise<string> {
  const name = await freeUserName(transaction, wantedName(identity))
  const id = await addNewUser(transaction, { name, account: null }, { byUserId: null, at })
  if (identity.verifiedEmail !== null) await changeUser(transaction, id, { email: identity.verifiedEmail })
  await giveSharedProject(transaction, id, at)
  return id
}

async function connect(transaction: Catalogue, userId: string, { issuer, subject }: Identity, at: string): Promise<void> {
  const row: IdentityRow = { issuer, subject, userId, createdAt: at }
  await addIdentity(transaction, row)
  const details = { issuer }
  await recordAudit(transaction, { at, actorId: userId, action: 'identityConnected', subjectKind: 'user', subjectId: userId, details })
}

/** The user of an identity, connected or added where it may be; null where nobody is let in by it. */
async function userIdOf(transaction: Catalogue, { identity, policy, linkTo }: IdentitySignIn, at: string): Promise<string | null> {
  const known = await findIdentity(transaction, identity.issuer, identity.subject)
  if (known) return linkTo === null || linkTo === known.userId ? known.userId : null
  if (linkTo === null && !isLetIn(policy, identity)) return null
  const userId = linkTo ?? (await addFor(transaction, identity, at))
  await connect(transaction, userId, identity, at)
  return userId
}

/**
 * Signs in who a provider knows. Addresses connect nobody to an account that there is: they can be changed, and be
 * another's tomorrow.
 *
 * @returns `right.identity` for who is not let in, and for a deactivated user: the same
 */
export async function signInWithIdentity(store: Store, signIn: IdentitySignIn, now: Date): Promise<Result<OpenedSession>> {
  const at = now.toISOString()
  const userId = await changeTogether(store.catalogue, (transaction) => userIdOf(transaction, signIn, at))
  const user = userId === null ? undefined : await findUser(store.catalogue, userId)
  if (user?.isActive !== 1) return failure(notKnown)
  return success(await openSession(store, user.id, signIn.client, now))
}
