import type { Actor, Scope } from '../lifecycle/rights.ts'
import type { UserRow } from '../store/catalogue/schema.ts'

/** A user at work: at the command line with all that they may, through a token with what its scopes allow of it. */
export interface ActingUser extends UserRow {
  /** Null: no token, everything. */
  readonly scopes: readonly Scope[] | null
}

/** A user as the rules see them. */
export function actorOf({ id, isAdministrator, isActive, scopes }: ActingUser): Actor & { readonly kind: 'user' } {
  return { kind: 'user', userId: id, isAdministrator: isAdministrator === 1, isActive: isActive === 1, scopes }
}
