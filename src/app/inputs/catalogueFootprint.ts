import type { Fault } from '../../fault/fault.ts'
import { makeFault } from '../../fault/fault.ts'
import type { WcsParameters } from '../../sky/wcsParameters.ts'
import { createWcs } from '../../sky/wcs.ts'

interface Footprint {
  readonly width: number
  readonly height: number
  readonly wcs: WcsParameters
}

interface CataloguePositions {
  readonly count: number
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
}

/** Selavy fits components near the edge a little beyond it; a catalogue with more than this share outside is another image's. */
const MAX_SHARE_OUTSIDE = 0.05

/** Refuses a catalogue whose positions do not lie on its image; null when they do, or when there are none. */
export function catalogueFootprintFault(path: string, positions: CataloguePositions, imagePath: string, image: Footprint): Fault | null {
  const wcs = createWcs(image.wcs)
  const x = new Float64Array(positions.count)
  const y = new Float64Array(positions.count)
  wcs.pixelsFromSky(positions.raDeg, positions.decDeg, x, y)
  let outside = 0
  for (let row = 0; row < positions.count; row++) {
    const isInside = x[row] >= -0.5 && x[row] <= image.width - 0.5 && y[row] >= -0.5 && y[row] <= image.height - 0.5
    if (!isInside) outside++
  }
  if (outside <= MAX_SHARE_OUTSIDE * positions.count) return null
  return makeFault(
    'ingest.footprint',
    `${path}: expected components on the image ${imagePath}, found ${outside} of ${positions.count} outside its pixels.`,
    {
      hint: 'Give the catalogue that was made from this image; if the lists are shifted, bring them into the same order.',
      data: { path, imagePath, outside, count: positions.count },
    },
  )
}
