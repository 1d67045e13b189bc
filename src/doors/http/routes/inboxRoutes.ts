import type { inboxEndpoints } from '../../../app/contract/api/inbox.ts'
import { countNotices, listNotices, markInbox } from '../../../app/notices/inbox.ts'
import type { Routes } from '../routes.ts'

export const inboxRoutes: Routes<typeof inboxEndpoints> = {
  listNotices: ({ halley, query }) => listNotices(halley, query),
  countNotices: ({ halley }) => countNotices(halley),
  markNotices: ({ halley, body }) => markInbox(halley, body),
}
