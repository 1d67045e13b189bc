import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../routes/roots.ts'
import { signInSearch } from './signInSearch.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./signInPage.tsx'), 'SignInPage'),
})

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: '/choose-password',
  component: lazyRouteComponent(() => import('./choosePasswordPage.tsx'), 'ChoosePasswordPage'),
})

export const signInRoutes = [signIn, choosePassword] as const
