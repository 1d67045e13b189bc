import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { listSearchShape } from '../../parts/listSearch.ts'
import { framed } from '../../routes/roots.ts'

const search = z.object({ ...listSearchShape, run: z.string().optional().catch(undefined), tag: z.string().optional().catch(undefined) })

const page = createRoute({
  getParentRoute: () => framed,
  path: '/favourites',
  validateSearch: (given: Record<string, unknown>) => search.parse(given),
  component: lazyRouteComponent(() => import('./favouritesPage.tsx'), 'FavouritesPage'),
})

export const favouritesRoutes = [page] as const
