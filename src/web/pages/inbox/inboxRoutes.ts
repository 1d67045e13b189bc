import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { framed } from '../../routes/roots.ts'

const search = z.object({
  show: z.enum(['unread']).optional().catch(undefined),
  /** The notice that the page before ended with. */
  before: z.string().optional().catch(undefined),
})

const page = createRoute({
  getParentRoute: () => framed,
  path: '/inbox',
  validateSearch: (given: Record<string, unknown>) => search.parse(given),
  component: lazyRouteComponent(() => import('./inboxPage.tsx'), 'InboxPage'),
})

export const inboxRoutes = [page] as const
