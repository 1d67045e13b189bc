import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { deletedSearch } from './deletedSearch.ts'

const list = createRoute({
  getParentRoute: () => framed,
  path: '/deleted',
  validateSearch: deletedSearch,
  component: lazyRouteComponent(() => import('./deletedPage.tsx'), 'DeletedPage'),
})

const one = createRoute({
  getParentRoute: () => framed,
  path: '/deleted/$id',
  component: lazyRouteComponent(() => import('./tombstonePage.tsx'), 'TombstonePage'),
})

export const deletedRoutes = [list, one] as const
