import { goingOfItems, reachOfImages } from '../reach.ts'
import type { Image, State } from '../state.ts'
import { drawReached } from './draw.ts'
import type { Plan, Sizes } from './plan.ts'

/** The state as it is when a user holds none of the images any more. */
export function withoutHolds(state: State, imageIds: readonly string[], userId: string): State {
  const images = new Map<string, Image>(state.images)
  for (const id of imageIds) {
    const image = images.get(id)
    if (image) images.set(id, { ...image, ingestedBy: image.ingestedBy.filter((holder) => holder !== userId) })
  }
  return { ...state, images }
}

/** What goes when a user releases images: those that nothing else keeps. */
export function planRelease(state: State, sizes: Sizes, imageIds: readonly string[], userId: string): Plan {
  const released = withoutHolds(state, imageIds, userId)
  return drawReached(released, sizes, 'release', goingOfItems(released, []), reachOfImages(released, imageIds))
}
