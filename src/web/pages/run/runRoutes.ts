import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { compareSearch } from './compare/compareSearch.ts'
import { runSearch } from './runSearch.ts'

const page = createRoute({
  getParentRoute: () => framed,
  path: '/runs/$run',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('./runPage.tsx'), 'RunPage'),
})

const configuration = createRoute({
  getParentRoute: () => framed,
  path: '/runs/$run/configuration',
  component: lazyRouteComponent(() => import('./draft/configurationPage.tsx'), 'ConfigurationPage'),
})

const compare = createRoute({
  getParentRoute: () => framed,
  path: '/runs/$run/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('./compare/comparePage.tsx'), 'ComparePage'),
})

export const runRoutes = [page, configuration, compare] as const
