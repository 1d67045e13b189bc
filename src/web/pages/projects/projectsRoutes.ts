import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../parts/listSearch.ts'
import { framed } from '../../routes/roots.ts'
import { projectSearch } from './projectSearch.ts'

const list = createRoute({
  getParentRoute: () => framed,
  path: '/projects',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./projectsPage.tsx'), 'ProjectsPage'),
})

const one = createRoute({
  getParentRoute: () => framed,
  path: '/projects/$project',
  validateSearch: projectSearch,
  component: lazyRouteComponent(() => import('./projectPage.tsx'), 'ProjectPage'),
})

export const projectsRoutes = [list, one] as const
