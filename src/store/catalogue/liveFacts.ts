import type { Catalogue } from './openCatalogue.ts'
import type { AuditRow, NoticeRow } from './schema.ts'
import { inChunks } from './inChunks.ts'

/** The id of the newest event; '' where there is none. */
export async function newestAuditId(catalogue: Catalogue): Promise<string> {
  const { newest } = await catalogue
    .selectFrom('audit')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow()
  return newest ?? ''
}

/** Ids of events after an id, oldest first. */
export async function auditIdsAfter(catalogue: Catalogue, afterId: string, limit: number): Promise<string[]> {
  const rows = await catalogue.selectFrom('audit').select('id').where('id', '>', afterId).orderBy('id').limit(limit).execute()
  return rows.map(({ id }) => id)
}

export async function auditByIds(catalogue: Catalogue, ids: readonly string[]): Promise<AuditRow[]> {
  const rows = await inChunks(ids, (chunk) => catalogue.selectFrom('audit').selectAll().where('id', 'in', chunk).execute())
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** What each of some users has not read. */
export async function unreadByUser(
  catalogue: Catalogue,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Pick<NoticeRow, 'id' | 'at' | 'words'>[]>> {
  const rows = await inChunks(userIds, (chunk) =>
    catalogue
      .selectFrom('notices')
      .select(['id', 'userId', 'at', 'words'])
      .where('userId', 'in', chunk)
      .where('readAt', 'is', null)
      .orderBy('at')
      .orderBy('id')
      .execute(),
  )
  return Map.groupBy(rows, ({ userId }) => userId)
}

/** The item that a hold was on, from the event that set it: a hold that was lifted has no row. */
export async function itemIdsOfHold(catalogue: Catalogue, holdId: string): Promise<string[]> {
  const rows = await catalogue
    .selectFrom('audit')
    .select('subjectId')
    .where('action', '=', 'held')
    .where('details', 'like', `%${holdId}%`)
    .execute()
  return rows.map(({ subjectId }) => subjectId)
}

/** The item that an entry of the trash is about. */
export async function itemIdsOfEntry(catalogue: Catalogue, entryId: string): Promise<string[]> {
  const rows = await catalogue.selectFrom('trashEntries').select('rootId').where('id', '=', entryId).execute()
  return rows.map(({ rootId }) => rootId)
}

/** Items that a purge takes something of: runs of versions too. */
export async function itemIdsOfPurge(catalogue: Catalogue, purgeId: string): Promise<string[]> {
  const objects = await catalogue
    .selectFrom('purgeObjects')
    .select(({ fn }) => fn.coalesce('runId', 'objectId').as('itemId'))
    .distinct()
    .where('purgeId', '=', purgeId)
    .where('kind', '!=', 'image')
    .execute()
  const tombstones = await catalogue.selectFrom('tombstones').select('itemId').where('purgeId', '=', purgeId).execute()
  return [...objects, ...tombstones].map(({ itemId }) => itemId)
}

/** Projects that an item has been in, from its history. */
export async function formerProjectIds(catalogue: Catalogue, itemId: string): Promise<string[]> {
  const rows = await catalogue
    .selectFrom('audit')
    .select('details')
    .where('subjectId', '=', itemId)
    .where('details', 'like', '%projectId%')
    .execute()
  return rows.flatMap(({ details }) => {
    const { projectId } = JSON.parse(details) as { readonly projectId?: unknown }
    return typeof projectId === 'string' ? [projectId] : []
  })
}
