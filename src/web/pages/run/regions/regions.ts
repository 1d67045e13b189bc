import { geoArea } from 'd3-geo'
import type { RunImageView } from '../../../../app/contract/runContents.ts'

/** A ring of corners on the sky, as GeoJSON has it; longitudes are right ascensions. */
export interface Outline {
  readonly type: 'Polygon'
  readonly coordinates: number[][][]
}

/** A part of the sky that one or more images cover. */
export interface SkyRegion {
  readonly id: string
  readonly raDeg: number
  readonly decDeg: number
  /** In the order of time. */
  readonly images: readonly RunImageView[]
  readonly outline: Outline
}

/** Pointings of one field differ by less. */
const sameFieldDeg = 0.05

const halfSphere = 2 * Math.PI

/** A ring turned so that its inside is the smaller part of the sky. */
function outlineOf(corners: RunImageView['footprint']): Outline {
  const ring = [...corners, ...corners.slice(0, 1)].map(([ra, dec]) => [ra, dec])
  const outline: Outline = { type: 'Polygon', coordinates: [ring] }
  return geoArea(outline) > halfSphere ? { type: 'Polygon', coordinates: [ring.toReversed()] } : outline
}

function keyOf({ raDeg, decDeg, footprint }: RunImageView): string {
  const cosDec = Math.max(0.01, Math.cos((decDeg * Math.PI) / 180))
  const [corner] = footprint
  const size = corner ? Math.round(Math.hypot((corner[0] - raDeg) * cosDec, corner[1] - decDeg) / sameFieldDeg) : 0
  return `${Math.round((raDeg * cosDec) / sameFieldDeg)} ${Math.round(decDeg / sameFieldDeg)} ${size}`
}

/** The regions of some images: those of one field together, the one with the most images first. */
export function skyRegions(images: readonly RunImageView[]): readonly SkyRegion[] {
  const placed = images.filter(({ footprint }) => footprint.length > 2)
  const regions = [...Map.groupBy(placed, keyOf)].flatMap(([id, some]) => {
    const [first] = some
    return first ? [{ id, raDeg: first.raDeg, decDeg: first.decDeg, images: some, outline: outlineOf(first.footprint) }] : []
  })
  return regions.toSorted((a, b) => b.images.length - a.images.length)
}

/** The middle of some places on the sky, in degrees: the direction of the sum of their unit vectors. */
export function middleOf(places: readonly Pick<SkyRegion, 'raDeg' | 'decDeg'>[]): readonly [raDeg: number, decDeg: number] {
  const rad = Math.PI / 180
  let [x, y, z] = [0, 0, 0]
  for (const { raDeg, decDeg } of places) {
    x += Math.cos(decDeg * rad) * Math.cos(raDeg * rad)
    y += Math.cos(decDeg * rad) * Math.sin(raDeg * rad)
    z += Math.sin(decDeg * rad)
  }
  const ra = Math.atan2(y, x) / rad
  return [(ra + 360) % 360, Math.atan2(z, Math.hypot(x, y)) / rad]
}
