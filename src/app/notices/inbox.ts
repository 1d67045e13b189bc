import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { Item, State } from '../../lifecycle/state.ts'
import { whereabouts } from '../../lifecycle/whereabouts.ts'
import { itemIdsOfEntry } from '../../store/catalogue/liveFacts.ts'
import { countUnread, markNotices, noticePage } from '../../store/catalogue/notices.ts'
import { operationsByIds } from '../../store/catalogue/runLists.ts'
import type { NoticeRow } from '../../store/catalogue/schema.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { NoticeView } from '../contract/notice.ts'
import type { Halley } from '../halley.ts'

export interface InboxRequest {
  readonly unread: boolean
  readonly before?: string | undefined
  readonly limit: number
}

export interface Inbox {
  readonly notices: readonly NoticeView[]
  readonly unread: number
  readonly next: string | null
}

function placeOf({ at, id }: Pick<NoticeRow, 'at' | 'id'>): string {
  return `${at}_${id}`
}

function readPlace(text: string | undefined): Pick<NoticeRow, 'at' | 'id'> | null {
  if (text === undefined) return null
  const [at = '', id = ''] = text.split('_')
  return { at, id }
}

/** The item of each notice: a notice is about it, or about its entry in the trash. */
async function itemIds({ store }: Halley, rows: readonly NoticeRow[]): Promise<ReadonlyMap<string, string>> {
  const subjects = [...new Set(rows.map(({ subjectId }) => subjectId))]
  const pairs = await Promise.all(subjects.map(async (id) => [id, (await itemIdsOfEntry(store.catalogue, id))[0] ?? id] as const))
  return new Map(pairs)
}

function subjectOf({ user }: Halley, state: State, item: Item | undefined): NoticeView['subject'] {
  if (!item || may(state, actorOf(user), 'read', item) !== 'allowed') return null
  return { id: item.id, kind: item.kind, name: item.name, place: whereabouts(state, item) }
}

async function viewsOf(halley: Halley, rows: readonly NoticeRow[]): Promise<readonly NoticeView[]> {
  const { catalogue } = halley.store
  const ids = await itemIds(halley, rows)
  const state = await loadItemsAlone(catalogue, [...new Set(ids.values())])
  const operations = new Set(
    (
      await operationsByIds(
        catalogue,
        rows.map(({ id }) => id),
      )
    ).map(({ id }) => id),
  )
  return rows.map(({ id, at, kind, words, subjectId, readAt }) => ({
    id,
    atUtc: at,
    kind,
    words,
    subject: subjectOf(halley, state, state.items.get(ids.get(subjectId) ?? subjectId)),
    operationId: operations.has(id) ? id : null,
    isRead: readAt !== null,
  }))
}

/** What the user was told, newest first, a page at a time. */
export async function listNotices(halley: Halley, { unread, before, limit }: InboxRequest): Promise<Result<Inbox>> {
  const { store, user } = halley
  const place = readPlace(before)
  if (place && !Number.isFinite(Date.parse(place.at))) {
    return failure(
      makeFault('input.request', 'Expected `next` of a page as `before`, found another text.', {
        hint: 'Begin at the newest: leave it out.',
      }),
    )
  }
  const rows = await noticePage(store.catalogue, { userId: user.id, onlyUnread: unread, before: place, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return success({
    notices: await viewsOf(halley, shown),
    unread: await countUnread(store.catalogue, user.id),
    next: last ? placeOf(last) : null,
  })
}

export async function countNotices({ store, user }: Halley): Promise<Result<{ readonly unread: number }>> {
  return success({ unread: await countUnread(store.catalogue, user.id) })
}

/** Marks notices of the user; null: all of them. */
export async function markInbox(
  halley: Halley,
  { ids, isRead }: { readonly ids: readonly string[] | null; readonly isRead: boolean },
): Promise<Result<{ readonly unread: number }>> {
  const { store, user, now } = halley
  await markNotices(store.catalogue, user.id, ids, isRead ? now().toISOString() : null)
  return countNotices(halley)
}
