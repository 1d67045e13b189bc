import { geoArea } from 'd3-geo'
import { toFrame, type SkyFrame } from './skyFrame.ts'

/** A ring of corners on the sky, as GeoJSON has it. */
export interface Outline {
  readonly type: 'Polygon'
  readonly coordinates: number[][][]
}

/** Right ascension and declination of each. */
type Corners = readonly (readonly number[])[]

/** An image of which the corners are known. */
export interface PlacedImage {
  readonly raDeg: number
  readonly decDeg: number
  readonly footprint: Corners
}

/** A part of the sky that one or more images cover. */
export interface SkyRegion<Image extends PlacedImage = PlacedImage> {
  readonly id: string
  readonly raDeg: number
  readonly decDeg: number
  readonly corners: Corners
  /** As they came. */
  readonly images: readonly Image[]
}

/** Pointings of one field differ by less. */
const sameFieldDeg = 0.05

const halfSphere = 2 * Math.PI

/** The outline of corners in the coordinates of a chart, turned so that its inside is the smaller part of the sky. */
export function outlineOf(corners: Corners, frame: SkyFrame): Outline {
  const ring = [...corners, ...corners.slice(0, 1)].map(([ra = 0, dec = 0]) => toFrame(frame, [ra, dec]))
  const outline: Outline = { type: 'Polygon', coordinates: [ring] }
  return geoArea(outline) > halfSphere ? { type: 'Polygon', coordinates: [ring.toReversed()] } : outline
}

function keyOf({ raDeg, decDeg, footprint }: PlacedImage): string {
  const cosDec = Math.max(0.01, Math.cos((decDeg * Math.PI) / 180))
  const [[ra = raDeg, dec = decDeg] = []] = footprint
  const size = Math.round(Math.hypot((ra - raDeg) * cosDec, dec - decDeg) / sameFieldDeg)
  return `${Math.round((raDeg * cosDec) / sameFieldDeg)} ${Math.round(decDeg / sameFieldDeg)} ${size}`
}

/** The regions of some images: those of one field together, the one with the most images first. */
export function skyRegions<Image extends PlacedImage>(images: readonly Image[]): readonly SkyRegion<Image>[] {
  const placed = images.filter(({ footprint }) => footprint.length > 2)
  const regions = [...Map.groupBy(placed, keyOf)].flatMap(([id, some]) => {
    const [first] = some
    return first ? [{ id, raDeg: first.raDeg, decDeg: first.decDeg, images: some, corners: first.footprint }] : []
  })
  return regions.toSorted((a, b) => b.images.length - a.images.length)
}
