import { randomUUIDv7 } from 'node:crypto'
import { Refusal, refuse, settle, type Result } from '../../../fault/fault.ts'
import { administratorRefusal, scopeRefusal, userRefusal } from '../../../lifecycle/decide/ground.ts'
import type { Actor, Scope } from '../../../lifecycle/rights.ts'
import { recordAudit } from '../../../store/catalogue/audit.ts'
import { changeTogether } from '../../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../../store/catalogue/openCatalogue.ts'
import { addToken, tokensOf, type NewToken } from '../../../store/catalogue/tokens.ts'
import { actorOf } from '../../actor.ts'
import type { CreatedToken } from '../../contract/account.ts'
import type { Halley } from '../../halley.ts'
import { hashOfSecret, newTokenSecret } from './tokenSecret.ts'
import { tokenSummary } from './tokenSummary.ts'

export interface TokenRequest {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Days until it expires, from 1 on; null: never. */
  readonly expiresDays: number | null
}

const DAY_MS = 86_400_000
const maxDays = 3650
const maxNameLength = 64

/** A token may do no more than who makes it, or the token that it is made with. */
function refuseScopes(actor: Actor, scopes: readonly Scope[]): void {
  if (scopes.length === 0) {
    refuse('token.scopes', 'Scopes: expected one at least, found none.', { hint: 'Choose of read, write, trash, purge, administer.' })
  }
  const no =
    userRefusal(actor, 'write') ??
    (scopes.includes('administer') ? administratorRefusal(actor, 'A token with the scope administer') : null) ??
    scopes.map((scope) => scopeRefusal(actor, scope)).find((each) => each !== null)
  if (no) throw new Refusal(no)
}

function refuseForm({ name, expiresDays }: TokenRequest): void {
  if (name.trim() === '' || name.length > maxNameLength) {
    refuse('token.name', `Token name: expected 1 to ${maxNameLength} characters, found ${name.length}.`, {
      hint: 'Name it after what uses it, such as notebook.',
    })
  }
  if (expiresDays !== null && !(Number.isInteger(expiresDays) && expiresDays >= 1 && expiresDays <= maxDays)) {
    refuse('token.expires', `Days until it expires: expected a whole number from 1 to ${maxDays}, found ${expiresDays}.`, {
      hint: 'Leave it out for a token that does not expire.',
    })
  }
}

async function refuseTaken(transaction: Catalogue, userId: string, name: string): Promise<void> {
  const names = (await tokensOf(transaction, userId)).filter(({ revokedAt }) => revokedAt === null).map((token) => token.name)
  if (!names.includes(name)) return
  refuse('token.nameTaken', `Token ${name}: expected a name that none of your tokens has, found one of that name.`, {
    hint: `Choose another name, or revoke that one first: ./halley token revoke ${name}`,
    data: { name },
  })
}

/** What is kept of a token that is asked for, without its secret. */
function tokenOf({ name, scopes, expiresDays }: TokenRequest, userId: string, now: Date): Omit<NewToken, 'secretHash'> {
  const expiresAt = expiresDays === null ? null : new Date(now.getTime() + expiresDays * DAY_MS).toISOString()
  // Of version 7, so that tokens of one millisecond keep their order.
  return { id: randomUUIDv7(), userId, name, scopes: JSON.stringify([...new Set(scopes)]), createdAt: now.toISOString(), expiresAt }
}

/**
 * Makes a token that acts as the user within its scopes. Its secret is in the answer and nowhere else.
 *
 * @returns `token.*` for what is asked for wrongly, `right.*` for scopes that the user, or the token in use, has not
 */
export function createToken({ store, user, now }: Halley, request: TokenRequest): Promise<Result<CreatedToken>> {
  return settle(() => {
    refuseForm(request)
    refuseScopes(actorOf(user), request.scopes)
    const token = tokenOf(request, user.id, now())
    const secret = newTokenSecret()
    return changeTogether(store.catalogue, async (transaction) => {
      await refuseTaken(transaction, user.id, token.name)
      await addToken(transaction, { ...token, secretHash: hashOfSecret(secret) })
      const { name, scopes, expiresAt, createdAt: at } = token
      const subject = { actorId: user.id, subjectKind: 'token', subjectId: token.id }
      await recordAudit(transaction, { at, action: 'tokenMade', ...subject, details: { name, scopes: JSON.parse(scopes), expiresAt } })
      return { ...tokenSummary({ ...token, lastUsedAt: null, revokedAt: null }, now()), secret }
    })
  })
}
