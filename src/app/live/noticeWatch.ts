import { unreadByUser } from '../../store/catalogue/liveFacts.ts'
import type { Store } from '../../store/store.ts'
import type { Noticed } from '../contract/live.ts'

type Unread = readonly { readonly id: string; readonly words: string }[]

/** Finds what users are told, and what they have read. */
export class NoticeWatch {
  readonly #store: Store
  readonly #unread = new Map<string, Unread>()

  constructor(store: Store) {
    this.#store = store
  }

  /** The next look tells this user in any case. */
  greet(userId: string): void {
    this.#unread.delete(userId)
  }

  /** For each user whose unread notices are others than at the last look: how many, and the one that just came. */
  async look(userIds: readonly string[]): Promise<ReadonlyMap<string, Noticed>> {
    const news = new Map<string, Noticed>()
    const byUser = userIds.length === 0 ? new Map<string, Unread>() : await unreadByUser(this.#store.catalogue, userIds)
    for (const userId of userIds) {
      const unread = byUser.get(userId) ?? []
      const before = this.#unread.get(userId)
      this.#unread.set(userId, unread)
      if (before?.length === unread.length && before.at(-1)?.id === unread.at(-1)?.id) continue
      const fresh = before ? unread.findLast(({ id }) => !before.some((one) => one.id === id)) : undefined
      news.set(userId, { unread: unread.length, newest: fresh ? { id: fresh.id, words: fresh.words } : null })
    }
    return news
  }
}
