import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../parts/listSearch.ts'
import { framed } from '../../routes/roots.ts'
import { sampleSearch } from './sampleSearch.ts'

const list = createRoute({
  getParentRoute: () => framed,
  path: '/samples',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./samplesPage.tsx'), 'SamplesPage'),
})

const one = createRoute({
  getParentRoute: () => framed,
  path: '/samples/$sample',
  validateSearch: sampleSearch,
  component: lazyRouteComponent(() => import('./samplePage.tsx'), 'SamplePage'),
})

export const samplesRoutes = [list, one] as const
