import { separationDeg } from '../../sky/separation.ts'
import type { Wcs } from '../../sky/wcs.ts'
import type { ImageFacts } from '../image.ts'

const stepsPerEdge = 16

/**
 * Radius of a circle about the centre of an image that holds all its pixels, deg: the farthest of 64 positions along
 * its border, and 1 % more for what lies between them. 180 where a part of the border shows no sky.
 */
export function footprintRadiusDeg(image: ImageFacts, wcs: Wcs): number {
  let farthestDeg = 0
  for (let step = 0; step < stepsPerEdge; step++) {
    const x = -0.5 + (image.width * step) / stepsPerEdge
    const y = -0.5 + (image.height * step) / stepsPerEdge
    const opposite = { x: image.width - 1 - x, y: image.height - 1 - y }
    for (const [px, py] of [
      [x, -0.5],
      [opposite.x, image.height - 0.5],
      [-0.5, opposite.y],
      [image.width - 0.5, y],
    ]) {
      const { raDeg, decDeg } = wcs.skyFromPixel(px, py)
      const distanceDeg = separationDeg(image.centreRaDeg, image.centreDecDeg, raDeg, decDeg)
      if (Number.isNaN(distanceDeg)) return 180
      farthestDeg = Math.max(farthestDeg, distanceDeg)
    }
  }
  return Math.min(180, 1.01 * farthestDeg)
}
