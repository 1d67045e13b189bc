import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { runsSearch } from './runsSearch.ts'

const list = createRoute({
  getParentRoute: () => framed,
  path: '/runs',
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import('./runsPage.tsx'), 'RunsPage'),
})

export const runsRoutes = [list] as const
