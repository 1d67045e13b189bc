import type { Catalogue } from './openCatalogue.ts'
import type { NoticeRow } from './schema.ts'

export async function addNotice(transaction: Catalogue, notice: Omit<NoticeRow, 'readAt' | 'mailedAt'>): Promise<void> {
  await transaction
    .insertInto('notices')
    .values({ ...notice, readAt: null, mailedAt: null })
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
