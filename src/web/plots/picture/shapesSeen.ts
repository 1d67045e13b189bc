import type { ImageShapes } from '../../../app/contract/images.ts'
import { toScreen, type Size, type View } from './view.ts'

/** A part of an image on a screen. */
export interface Placed {
  readonly view: View
  readonly screen: Size
}

/** More would hide the image, and slow it. */
const mostShapes = 1500

/** Which measurements are on the screen, the brightest first: places in the columns of the shapes. */
export function shapesSeen(shapes: ImageShapes, { view, screen }: Placed): readonly number[] {
  const seen: number[] = []
  for (let k = 0; k < shapes.ids.length && seen.length < mostShapes; k++) {
    const [x, y] = toScreen(view, screen, shapes.x[k] ?? 0, shapes.y[k] ?? 0)
    const reach = 20 + (shapes.semiMajor[k] ?? 0) * view.zoom
    if (x > -reach && y > -reach && x < screen.width + reach && y < screen.height + reach) seen.push(k)
  }
  return seen
}
