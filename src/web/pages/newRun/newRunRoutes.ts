import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { framed } from '../../routes/roots.ts'

const search = z.object({
  /** Id of a run that was deleted permanently, whose configuration it begins with. */
  from: z.string().optional().catch(undefined),
  /** Id of the project that it goes to. */
  project: z.string().optional().catch(undefined),
})

const page = createRoute({
  getParentRoute: () => framed,
  path: '/runs/new',
  validateSearch: (given: Record<string, unknown>) => search.parse(given),
  component: lazyRouteComponent(() => import('./newRunPage.tsx'), 'NewRunPage'),
})

export const newRunRoutes = [page] as const
