import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { NoticeRow } from './schema.ts'

/** Adds what a user is to be told; the same notice is added once. */
export async function addNotice(transaction: Catalogue, notice: Omit<NoticeRow, 'readAt' | 'mailedAt'>): Promise<void> {
  await transaction
    .insertInto('notices')
    .values({ ...notice, readAt: null, mailedAt: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** What a user has not been shown yet, oldest first. */
export function unreadNoticesOf(catalogue: Catalogue, userId: string): Promise<NoticeRow[]> {
  return catalogue
    .selectFrom('notices')
    .selectAll()
    .where('userId', '=', userId)
    .where('readAt', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export async function markNoticesRead(catalogue: Catalogue, ids: readonly string[], readAt: string): Promise<void> {
  await catalogue.updateTable('notices').set({ readAt }).where('id', 'in', ids).where('readAt', 'is', null).execute()
}

/** Marks notices of a user; null: all of theirs. @param readAt null: as not read */
export async function markNotices(
  catalogue: Catalogue,
  userId: string,
  ids: readonly string[] | null,
  readAt: string | null,
): Promise<void> {
  const marking = () =>
    catalogue
      .updateTable('notices')
      .set({ readAt })
      .where('userId', '=', userId)
      .where('readAt', readAt === null ? 'is not' : 'is', null)
  if (ids === null) await marking().execute()
  else {
    await inChunks(ids, async (chunk) => {
      await marking().where('id', 'in', chunk).execute()
      return []
    })
  }
}

export async function countUnread(catalogue: Catalogue, userId: string): Promise<number> {
  const { count } = await catalogue
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('userId', '=', userId)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export interface NoticePage {
  readonly userId: string
  readonly onlyUnread: boolean
  /** The last one of the page before. */
  readonly before: Pick<NoticeRow, 'at' | 'id'> | null
  readonly limit: number
}

/** Newest first. */
export function noticePage(catalogue: Catalogue, { userId, onlyUnread, before, limit }: NoticePage): Promise<NoticeRow[]> {
  let query = catalogue.selectFrom('notices').selectAll().where('userId', '=', userId)
  if (onlyUnread) query = query.where('readAt', 'is', null)
  if (before) query = query.where((is) => is.or([is('at', '<', before.at), is.and([is('at', '=', before.at), is('id', '<', before.id)])]))
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** A notice with where it goes by mail. */
export type NoticeToMail = NoticeRow & { readonly email: string; readonly userName: string }

/** Notices of users with an address that were neither read nor mailed, given in a time; oldest first. */
export function noticesToMail(catalogue: Catalogue, { from, to }: { readonly from: string; readonly to: string }): Promise<NoticeToMail[]> {
  return catalogue
    .selectFrom('notices')
    .innerJoin('users', 'users.id', 'notices.userId')
    .selectAll('notices')
    .select(['users.name as userName'])
    .select((is) => is.ref('users.email').$notNull().as('email'))
    .where('users.email', 'is not', null)
    .where('users.isActive', '=', 1)
    .where('notices.mailedAt', 'is', null)
    .where('notices.readAt', 'is', null)
    .where('notices.at', '>=', from)
    .where('notices.at', '<=', to)
    .orderBy('notices.at')
    .orderBy('notices.id')
    .limit(500)
    .execute()
}

/** Takes a notice for mailing. @returns false where another process has taken it */
export async function takeForMail(catalogue: Catalogue, id: string, mailedAt: string): Promise<boolean> {
  const taken = await catalogue
    .updateTable('notices')
    .set({ mailedAt })
    .where('id', '=', id)
    .where('mailedAt', 'is', null)
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** Puts back what was taken for mailing and could not be sent. */
export async function putBackForMail(catalogue: Catalogue, ids: readonly string[]): Promise<void> {
  await catalogue.updateTable('notices').set({ mailedAt: null }).where('id', 'in', ids).execute()
}
