import type { Catalogue } from './openCatalogue.ts'
import type { SessionRow, SignInLinkRow } from './schema.ts'

export async function addSession(catalogue: Catalogue, session: SessionRow): Promise<void> {
  await catalogue.insertInto('sessions').values(session).execute()
}

export function findSessionByHash(catalogue: Catalogue, secretHash: string): Promise<SessionRow | undefined> {
  return catalogue.selectFrom('sessions').selectAll().where('secretHash', '=', secretHash).executeTakeFirst()
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
