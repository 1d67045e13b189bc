import { createRootRoute, createRoute } from '@tanstack/react-router'
import { Frame } from '../frame/frame.tsx'
import { LostPage } from '../pages/lostPage.tsx'

/** The root of all addresses. */
export const root = createRootRoute({ notFoundComponent: LostPage })

/** The parent of every page that stands in the frame. */
export const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Frame })
