import type { Catalogue } from './openCatalogue.ts'
import type { SessionRow, SignInLinkRow } from './signInSchema.ts'

export async function addSession(catalogue: Catalogue, session: SessionRow): Promise<void> {
  await catalogue.insertInto('sessions').values(session).execute()
}

export function findSessionByHash(catalogue: Catalogue, secretHash: string): Promise<SessionRow | undefined> {
  return catalogue.selectFrom('sessions').selectAll().where('secretHash', '=', secretHash).executeTakeFirst()
}

export function findSession(catalogue: Catalogue, id: string): Promise<SessionRow | undefined> {
  return catalogue.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Writes down that a session was used, and until when it lasts now. */
export async function touchSession(catalogue: Catalogue, id: string, times: Pick<SessionRow, 'seenAt' | 'expiresAt'>): Promise<void> {
  await catalogue.updateTable('sessions').set(times).where('id', '=', id).execute()
}

export async function endSession(catalogue: Catalogue, id: string): Promise<void> {
  await catalogue.deleteFrom('sessions').where('id', '=', id).execute()
}

export async function addSignInLink(catalogue: Catalogue, link: SignInLinkRow): Promise<void> {
  await catalogue.insertInto('signInLinks').values(link).execute()
}

/** Uses up a link. @returns it; undefined where there is none that is unused and not expired */
export function takeSignInLink(catalogue: Catalogue, secretHash: string, now: string): Promise<SignInLinkRow | undefined> {
  return catalogue
    .updateTable('signInLinks')
    .set({ usedAt: now })
    .where('secretHash', '=', secretHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst()
}

/** The sessions of a user, last used first. */
export function sessionsOf(catalogue: Catalogue, userId: string): Promise<SessionRow[]> {
  return catalogue.selectFrom('sessions').selectAll().where('userId', '=', userId).orderBy('seenAt', 'desc').orderBy('id').execute()
}

/** Ends every session of a user but one. @param exceptId null: every one */
export async function endSessionsOf(catalogue: Catalogue, userId: string, exceptId: string | null): Promise<number> {
  const ended = await catalogue
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .where('id', '!=', exceptId ?? '')
    .executeTakeFirst()
  return Number(ended.numDeletedRows)
}

/** Forgets sessions and links that have ended by themselves. */
export async function forgetExpired(catalogue: Catalogue, now: string): Promise<void> {
  await catalogue.deleteFrom('sessions').where('expiresAt', '<=', now).execute()
  await catalogue.deleteFrom('signInLinks').where('expiresAt', '<=', now).execute()
}

/** A link that can still be used. */
export function findSignInLink(catalogue: Catalogue, secretHash: string, now: string): Promise<SignInLinkRow | undefined> {
  return catalogue
    .selectFrom('signInLinks')
    .selectAll()
    .where('secretHash', '=', secretHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** Ends the links of one purpose that were made for a user; null: for nobody yet. */
export async function forgetLinks(catalogue: Catalogue, purpose: SignInLinkRow['purpose'], userId: string | null): Promise<void> {
  const links = catalogue.deleteFrom('signInLinks').where('purpose', '=', purpose)
  await (userId === null ? links.where('userId', 'is', null) : links.where('userId', '=', userId)).execute()
}

/** When each user was last there, by id, of those who are signed in. */
export async function lastSeen(catalogue: Catalogue): Promise<ReadonlyMap<string, string>> {
  const rows = await catalogue
    .selectFrom('sessions')
    .select(({ fn }) => ['userId', fn.max('seenAt').as('seenAt')])
    .groupBy('userId')
    .execute()
  return new Map(rows.map(({ userId, seenAt }) => [userId, seenAt]))
}
