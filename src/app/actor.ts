import type { Actor } from '../lifecycle/rights.ts'
import type { UserRow } from '../store/catalogue/schema.ts'

/** A user as the rules see one who opened the store directly: no token, all that the user may. */
export function actorOf(user: UserRow): Actor {
  return { kind: 'user', userId: user.id, isAdministrator: user.isAdministrator === 1, isActive: user.isActive === 1, scopes: null }
}
