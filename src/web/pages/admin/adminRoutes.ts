import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'

const admin = createRoute({
  getParentRoute: () => framed,
  path: '/admin',
  beforeLoad: () => {
    throw redirect({ to: '/admin/users', replace: true })
  },
})

const users = createRoute({
  getParentRoute: () => framed,
  path: '/admin/users',
  component: lazyRouteComponent(() => import('./usersPage.tsx'), 'UsersPage'),
})

const storage = createRoute({
  getParentRoute: () => framed,
  path: '/admin/storage',
  component: lazyRouteComponent(() => import('./storagePage.tsx'), 'StoragePage'),
})

const retention = createRoute({
  getParentRoute: () => framed,
  path: '/admin/retention',
  component: lazyRouteComponent(() => import('./retentionPage.tsx'), 'RetentionPage'),
})

const holds = createRoute({
  getParentRoute: () => framed,
  path: '/admin/holds',
  component: lazyRouteComponent(() => import('./holdsPage.tsx'), 'HoldsPage'),
})

const work = createRoute({
  getParentRoute: () => framed,
  path: '/admin/work',
  component: lazyRouteComponent(() => import('./workPage.tsx'), 'WorkPage'),
})

const catalogues = createRoute({
  getParentRoute: () => framed,
  path: '/admin/catalogues',
  component: lazyRouteComponent(() => import('./cataloguesPage.tsx'), 'CataloguesPage'),
})

const server = createRoute({
  getParentRoute: () => framed,
  path: '/admin/server',
  component: lazyRouteComponent(() => import('./serverPage.tsx'), 'ServerPage'),
})

export const adminRoutes = [admin, users, storage, retention, holds, work, catalogues, server] as const
