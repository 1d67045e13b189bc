import { randomUUID } from 'node:crypto'
import { addSession, findSessionByHash, touchSession } from '../../store/catalogue/sessions.ts'
import { findUser } from '../../store/catalogue/people.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { SessionRow } from '../../store/catalogue/signInSchema.ts'
import type { Store } from '../../store/store.ts'
import type { ActingUser } from '../actor.ts'
import { hashOfSecret } from '../people/tokens/tokenSecret.ts'
import { newSessionSecret } from './sessionSecret.ts'

const DAY_MS = 86_400_000

/** How long a session lasts after it was used last. */
const lastsMs = 30 * DAY_MS

/** How old the time of the last use may be before it is written anew. */
const touchAfterMs = 60_000

export interface OpenedSession {
  readonly sessionId: string
  /** For the cookie; it is shown once and not kept. */
  readonly secret: string
  readonly expiresAt: string
}

export interface SignedIn {
  readonly sessionId: string
  readonly user: ActingUser
}

/** Signs a user in, in one browser. */
export async function openSession({ catalogue }: Store, userId: string, client: string, now: Date): Promise<OpenedSession> {
  const secret = newSessionSecret()
  const sessionId = randomUUID()
  const at = now.toISOString()
  const expiresAt = new Date(now.getTime() + lastsMs).toISOString()
  await addSession(catalogue, { id: sessionId, userId, secretHash: hashOfSecret(secret), createdAt: at, seenAt: at, expiresAt, client })
  return { sessionId, secret, expiresAt }
}

/** Who a session is of; null for one that has ended, and of somebody who is deactivated. */
export async function userOfLiveSession(catalogue: Catalogue, session: SessionRow, now: Date): Promise<ActingUser | null> {
  if (session.expiresAt <= now.toISOString()) return null
  const user = await findUser(catalogue, session.userId)
  return user?.isActive === 1 ? { ...user, scopes: null } : null
}

/** Who is signed in with the secret of a cookie; null for nobody, one whose session has ended, and one who is deactivated. */
export async function userOfSession({ catalogue }: Store, secret: string, now: Date): Promise<SignedIn | null> {
  const session = await findSessionByHash(catalogue, hashOfSecret(secret))
  const user = session ? await userOfLiveSession(catalogue, session, now) : null
  if (!session || !user) return null
  if (now.getTime() - Date.parse(session.seenAt) > touchAfterMs) {
    const expiresAt = new Date(now.getTime() + lastsMs).toISOString()
    await touchSession(catalogue, session.id, { seenAt: now.toISOString(), expiresAt })
  }
  return { sessionId: session.id, user }
}
