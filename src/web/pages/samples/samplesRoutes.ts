import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../parts/listSearch.ts'
import { framed } from '../../routes/roots.ts'
import { sampleSearch, sampleSourceSearch } from './sampleSearch.ts'

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

const source = createRoute({
  getParentRoute: () => framed,
  path: '/samples/$sample/source',
  validateSearch: sampleSourceSearch,
  component: lazyRouteComponent(() => import('./sampleSourcePage.tsx'), 'SampleSourcePage'),
})

export const samplesRoutes = [list, one, source] as const
