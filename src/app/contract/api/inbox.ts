import { z } from 'zod'
import { noticeSchema } from '../notice.ts'
import { endpoints } from './endpoint.ts'

const counted = z.object({ unread: z.number() })

export const inboxEndpoints = endpoints({
  listNotices: {
    method: 'GET',
    path: '/api/inbox',
    summary: 'What you were told, newest first',
    tag: 'Inbox',
    access: 'signedIn',
    query: z.object({
      unread: z.stringbool().default(false).describe('Only what you have not read'),
      before: z.string().max(100).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      notices: z.array(noticeSchema),
      unread: z.number().describe('How many you have not read'),
      next: z.string().nullable().describe('Where the next page begins; null at the end'),
    }),
  },
  countNotices: {
    method: 'GET',
    path: '/api/inbox/count',
    summary: 'How many notices you have not read',
    tag: 'Inbox',
    access: 'signedIn',
    reply: counted,
  },
  markNotices: {
    method: 'POST',
    path: '/api/inbox/mark',
    summary: 'Mark notices as read, or as not read',
    tag: 'Inbox',
    access: 'signedIn',
    body: z.object({
      ids: z.array(z.string()).max(1000).nullable().describe('null: all of them'),
      isRead: z.boolean(),
    }),
    reply: counted,
  },
})
