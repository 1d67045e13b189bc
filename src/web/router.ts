import { createRouter } from '@tanstack/react-router'
import { accountRoutes } from './pages/account/accountRoutes.ts'
import { activityRoutes } from './pages/activity/activityRoutes.ts'
import { adminRoutes } from './pages/admin/adminRoutes.ts'
import { analysesRoutes } from './pages/analyses/analysesRoutes.ts'
import { BrokenPage } from './pages/brokenPage.tsx'
import { deletedRoutes } from './pages/deleted/deletedRoutes.ts'
import { etaVRoutes } from './pages/etaV/etaVRoutes.ts'
import { homeRoutes } from './pages/home/homeRoutes.ts'
import { imagesRoutes } from './pages/images/imagesRoutes.ts'
import { favouritesRoutes } from './pages/favourites/favouritesRoutes.ts'
import { inboxRoutes } from './pages/inbox/inboxRoutes.ts'
import { newRunRoutes } from './pages/newRun/newRunRoutes.ts'
import { projectsRoutes } from './pages/projects/projectsRoutes.ts'
import { runRoutes } from './pages/run/runRoutes.ts'
import { runsRoutes } from './pages/runs/runsRoutes.ts'
import { samplesRoutes } from './pages/samples/samplesRoutes.ts'
import { signInRoutes } from './pages/signIn/signInRoutes.ts'
import { skyRoutes } from './pages/skyMap/skyRoutes.ts'
import { sourcesRoutes } from './pages/sources/sourcesRoutes.ts'
import { trashRoutes } from './pages/trash/trashRoutes.ts'
import { framed, lost, root } from './routes/roots.ts'

const pages = framed.addChildren([
  ...homeRoutes,
  ...projectsRoutes,
  ...runsRoutes,
  ...newRunRoutes,
  ...runRoutes,
  ...samplesRoutes,
  ...analysesRoutes,
  ...etaVRoutes,
  ...sourcesRoutes,
  ...imagesRoutes,
  ...skyRoutes,
  ...trashRoutes,
  ...deletedRoutes,
  ...activityRoutes,
  ...favouritesRoutes,
  ...inboxRoutes,
  ...accountRoutes,
  ...adminRoutes,
  lost,
])

export const router = createRouter({
  routeTree: root.addChildren([pages, ...signInRoutes]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
