import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { sourceSearch, sourcesSearch } from './sourcesSearch.ts'

const list = createRoute({
  getParentRoute: () => framed,
  path: '/sources',
  validateSearch: sourcesSearch,
  component: lazyRouteComponent(() => import('./sourcesPage.tsx'), 'SourcesPage'),
})

const one = createRoute({
  getParentRoute: () => framed,
  path: '/runs/$run/sources/$source',
  validateSearch: sourceSearch,
  component: lazyRouteComponent(() => import('./sourcePage.tsx'), 'SourcePage'),
})

export const sourcesRoutes = [list, one] as const
