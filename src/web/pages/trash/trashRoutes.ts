import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { trashSearch } from './trashSearch.ts'

const trash = createRoute({
  getParentRoute: () => framed,
  path: '/trash',
  validateSearch: trashSearch,
  component: lazyRouteComponent(() => import('./trashPage.tsx'), 'TrashPage'),
})

export const trashRoutes = [trash] as const
