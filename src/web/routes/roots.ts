import { createRootRoute, createRoute } from '@tanstack/react-router'
import { Frame } from '../frame/frame.tsx'
import { SiteRoot } from '../frame/siteRoot.tsx'
import { LostPage } from '../pages/lostPage.tsx'

/** The root of all addresses. */
export const root = createRootRoute({ component: SiteRoot })

/** The parent of every page that stands in the frame. */
export const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Frame })

/** Every address that leads nowhere. */
export const lost = createRoute({ getParentRoute: () => framed, path: '$', component: LostPage })
