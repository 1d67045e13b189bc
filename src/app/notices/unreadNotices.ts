import { markNoticesRead, unreadNoticesOf } from '../../store/catalogue/notices.ts'
import type { Halley } from '../halley.ts'

/** Something that a user is told: that an administrator acted on what is theirs, that something is deleted soon. */
export interface Notice {
  /** ISO 8601, UTC. */
  readonly atUtc: string
  readonly kind: string
  readonly words: string
  /** What it is about. */
  readonly subjectId: string
}

/** What the user has not been told yet, oldest first; from now on it is told. */
export async function unreadNotices({ store, user, now }: Halley): Promise<readonly Notice[]> {
  const unread = await unreadNoticesOf(store.catalogue, user.id)
  if (unread.length === 0) return []
  await markNoticesRead(
    store.catalogue,
    unread.map(({ id }) => id),
    now().toISOString(),
  )
  return unread.map(({ at: atUtc, kind, words, subjectId }) => ({ atUtc, kind, words, subjectId }))
}
