import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { framed } from '../../routes/roots.ts'
import { imageSearch } from './imageSearch.ts'

const image = createRoute({
  getParentRoute: () => framed,
  path: '/runs/$run/images/$image',
  validateSearch: imageSearch,
  component: lazyRouteComponent(() => import('./imagePage.tsx'), 'ImagePage'),
})

const measurement = createRoute({
  getParentRoute: () => framed,
  path: '/runs/$run/measurements/$measurement',
  validateSearch: imageSearch,
  component: lazyRouteComponent(() => import('./measurementPage.tsx'), 'MeasurementPage'),
})

export const imagesRoutes = [image, measurement] as const
