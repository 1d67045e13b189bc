import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { skySearch } from './skySearch.ts'

const sky = createRoute({
  getParentRoute: () => framed,
  path: '/sky',
  validateSearch: skySearch,
  component: lazyRouteComponent(() => import('./skyPage.tsx'), 'SkyPage'),
})

export const skyRoutes = [sky] as const
