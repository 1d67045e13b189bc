import { refuse, settle, success, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { endSession, endSessionsOf, sessionsOf } from '../../store/catalogue/sessions.ts'
import type { SessionView } from '../contract/account.ts'
import type { Halley } from '../halley.ts'

/** The sessions of the user, last used first. @param thisId the one that asks; null: none of them */
export async function listOwnSessions({ store, user, now }: Halley, thisId: string | null): Promise<Result<readonly SessionView[]>> {
  const at = now().toISOString()
  const sessions = (await sessionsOf(store.catalogue, user.id)).filter(({ expiresAt }) => expiresAt > at)
  return success(
    sessions.map(({ id, client, createdAt, seenAt, expiresAt }) => ({
      id,
      client,
      createdUtc: createdAt,
      seenUtc: seenAt,
      expiresUtc: expiresAt,
      isThis: id === thisId,
    })),
  )
}

/** Ends a session of the user. @returns `session.notFound` */
export function endOwnSession({ store, user }: Halley, sessionId: string): Promise<Result<null>> {
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const sessions = await sessionsOf(transaction, user.id)
      if (!sessions.some(({ id }) => id === sessionId)) {
        refuse('session.notFound', 'Expected a session of yours, found none of that id.', {
          hint: 'It may have ended. See the list again.',
        })
      }
      await endSession(transaction, sessionId)
      return null
    }),
  )
}

/** Signs the user out everywhere. @param exceptId a session that stays; null: none @returns how many ended */
export function endOwnSessions({ store, user, now }: Halley, exceptId: string | null): Promise<Result<number>> {
  const at = now().toISOString()
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const ended = await endSessionsOf(transaction, user.id, exceptId)
      const subject = { actorId: user.id, subjectKind: 'user', subjectId: user.id }
      if (ended > 0) await recordAudit(transaction, { at, action: 'signedOutEverywhere', ...subject, details: { ended } })
      return ended
    }),
  )
}
