import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../parts/listSearch.ts'
import { framed } from '../../routes/roots.ts'

const list = createRoute({
  getParentRoute: () => framed,
  path: '/analyses',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./analysesPage.tsx'), 'AnalysesPage'),
})

const one = createRoute({
  getParentRoute: () => framed,
  path: '/analyses/$analysis',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./analysisPage.tsx'), 'AnalysisPage'),
})

export const analysesRoutes = [list, one] as const
