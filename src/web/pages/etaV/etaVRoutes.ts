import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { etaVSearch } from './etaVSearch.ts'

const plane = createRoute({
  getParentRoute: () => framed,
  path: '/eta-v',
  validateSearch: etaVSearch,
  component: lazyRouteComponent(() => import('./etaVPage.tsx'), 'EtaVPage'),
})

export const etaVRoutes = [plane] as const
