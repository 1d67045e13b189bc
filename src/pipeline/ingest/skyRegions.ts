import { degToArcsec } from '../../sky/angle.ts'
import { separationDeg } from '../../sky/separation.ts'
import { writeUnitVector } from '../../sky/unitVector.ts'
import type { ImageFacts } from '../image.ts'
import { fieldOfView } from './fieldOfView.ts'

/** A piece of sky that images share: the field of the first image that was seen there. All angles deg. */
export interface SkyRegion {
  readonly centreRaDeg: number
  readonly centreDecDeg: number
  readonly widthRaDeg: number
  readonly widthDecDeg: number
  readonly radiusDeg: number
  /** Unit vector of the centre. */
  readonly x: number
  readonly y: number
  readonly z: number
}

export interface RegionedImages {
  readonly regions: readonly SkyRegion[]
  /** Index into `regions` for every image. */
  readonly regionIndex: Int32Array
}

const sameCentreArcsec = 10
const sameRadiusFraction = 0.01

/**
 * Puts every image into the first region whose centre lies within 10 arcsec of its own and whose radius is equal
 * within 1 %, or into a new one. The region keeps the values of its first image, so an astrometric shift of a later
 * image makes no region of its own. The regions depend on the order of the images.
 */
export function assignSkyRegions(images: readonly ImageFacts[]): RegionedImages {
  const regions: SkyRegion[] = []
  const regionIndex = new Int32Array(images.length)
  for (const [i, image] of images.entries()) {
    const known = regions.findIndex((region) => isSameRegion(region, image))
    regionIndex[i] = known < 0 ? regions.length : known
    if (known < 0) regions.push(regionOf(image))
  }
  return { regions, regionIndex }
}

function isSameRegion(region: SkyRegion, image: ImageFacts): boolean {
  const radiusDeg = fieldOfView(image).fovBminDeg
  if (Math.abs(radiusDeg - region.radiusDeg) > sameRadiusFraction * region.radiusDeg) return false
  const apartDeg = separationDeg(region.centreRaDeg, region.centreDecDeg, image.centreRaDeg, image.centreDecDeg)
  return degToArcsec(apartDeg) <= sameCentreArcsec
}

function regionOf(image: ImageFacts): SkyRegion {
  const { fovBminDeg, physicalBmajDeg, physicalBminDeg } = fieldOfView(image)
  const vector = new Float64Array(3)
  writeUnitVector(image.centreRaDeg, image.centreDecDeg, vector, 0)
  return {
    centreRaDeg: image.centreRaDeg,
    centreDecDeg: image.centreDecDeg,
    widthRaDeg: physicalBminDeg,
    widthDecDeg: physicalBmajDeg,
    radiusDeg: fovBminDeg,
    x: vector[0],
    y: vector[1],
    z: vector[2],
  }
}
