import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { activitySearch } from './activitySearch.ts'

const page = createRoute({
  getParentRoute: () => framed,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('./activityPage.tsx'), 'ActivityPage'),
})

export const activityRoutes = [page] as const
