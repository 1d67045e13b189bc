import type { ImageFacts } from '../../pipeline/image.ts'
import { createWcs, wcsProblem } from '../../sky/wcs.ts'

/** The corners of an image in right ascension and declination, in degrees; none where one of them shows no sky. */
export function footprintOf({ wcs, width, height }: Pick<ImageFacts, 'wcs' | 'width' | 'height'>): [number, number][] {
  if (wcsProblem(wcs) !== null) return []
  const sky = createWcs(wcs)
  const corners = [
    [-0.5, -0.5],
    [width - 0.5, -0.5],
    [width - 0.5, height - 0.5],
    [-0.5, height - 0.5],
  ].map(([x, y]): [number, number] => {
    const { raDeg, decDeg } = sky.skyFromPixel(x, y)
    return [raDeg, decDeg]
  })
  return corners.every((corner) => corner.every(Number.isFinite)) ? corners : []
}
