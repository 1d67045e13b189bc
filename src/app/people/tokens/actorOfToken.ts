import { failure, makeFault, success, type Fault, type Result } from '../../../fault/fault.ts'
import type { Actor, Scope } from '../../../lifecycle/rights.ts'
import { findUser } from '../../../store/catalogue/people.ts'
import type { TokenRow } from '../../../store/catalogue/schema.ts'
import { findTokenByHash, touchToken } from '../../../store/catalogue/tokens.ts'
import type { Store } from '../../../store/store.ts'
import { actorOf, type ActingUser } from '../../actor.ts'
import { hashOfSecret, isTokenSecret, sameHash } from './tokenSecret.ts'

/** How old the time of the last use may be before it is written anew. */
const touchAfterMs = 60_000

/** Who shows a token: the user with its scopes, as use cases take them, and as the rules see them. */
export interface TokenBearer {
  readonly tokenId: string
  readonly user: ActingUser
  readonly actor: Actor
}

/** One answer to all: a stranger does not learn whether a token ever was one, or whose. */
const refused: Fault = makeFault('right.token', 'Expected a token that is valid, found none.', {
  hint: 'Make one: ./halley token create NAME',
})

function isValid({ secretHash, revokedAt, expiresAt }: TokenRow, hash: string, now: string): boolean {
  return sameHash(secretHash, hash) && revokedAt === null && (expiresAt === null || now < expiresAt)
}

/**
 * The user who shows a secret, with the scopes of its token.
 *
 * @returns `right.token` for a text that is no secret or unknown, and where the token has expired, was revoked, or is of a
 * deactivated user: the same for each
 */
export async function actorOfToken({ catalogue }: Store, secret: string, now: Date): Promise<Result<TokenBearer>> {
  if (!isTokenSecret(secret)) return failure(refused)
  const hash = hashOfSecret(secret)
  const token = await findTokenByHash(catalogue, hash)
  if (!token || !isValid(token, hash, now.toISOString())) return failure(refused)
  const row = await findUser(catalogue, token.userId)
  if (row?.isActive !== 1) return failure(refused)
  const since = new Date(now.getTime() - touchAfterMs).toISOString()
  if (token.lastUsedAt === null || token.lastUsedAt < since) await touchToken(catalogue, token.id, now.toISOString())
  const user = { ...row, scopes: JSON.parse(token.scopes) as readonly Scope[] }
  return success({ tokenId: token.id, user, actor: actorOf(user) })
}
