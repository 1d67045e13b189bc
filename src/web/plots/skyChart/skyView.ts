import { geoRotation } from 'd3-geo'
import { aitoffProjection, pixelsPerDeg, type ChartSize, type Window } from './aitoff.ts'
import { fromFrame, toFrame, type SkyFrame } from './skyFrame.ts'
import type { SkyRegion } from './skyRegions.ts'

/** What of the sky a chart shows: its middle in ICRS, and how much larger than the whole sky it is. */
export interface SkyView {
  readonly raDeg: number
  readonly decDeg: number
  /** From 1, the whole sky. */
  readonly zoom: number
}

export const largestZoom = 2000

const rad = Math.PI / 180

/** The view in the coordinates that are drawn. The whole sky stands upright. */
export function windowOf(frame: SkyFrame, { raDeg, decDeg, zoom }: SkyView): Window {
  const [lonDeg, latDeg] = toFrame(frame, [raDeg, decDeg])
  return { lonDeg, latDeg: zoom <= 1 ? 0 : latDeg, zoom }
}

function viewOf(frame: SkyFrame, { lonDeg, latDeg, zoom }: Window): SkyView {
  const [raDeg, decDeg] = fromFrame(frame, [lonDeg, latDeg])
  return { raDeg, decDeg, zoom }
}

/** The whole sky around a longitude of a frame. */
export function wholeSky(frame: SkyFrame, lonDeg: number): SkyView {
  return viewOf(frame, { lonDeg, latDeg: 0, zoom: 1 })
}

/** The view after what it shows was moved by some pixels, to the right and down. */
export function movedBy(frame: SkyFrame, view: SkyView, size: ChartSize, [right, down]: readonly [number, number]): SkyView {
  const { lonDeg, latDeg, zoom } = windowOf(frame, view)
  const perDeg = pixelsPerDeg(size, zoom)
  const cosLat = Math.max(0.05, Math.cos(latDeg * rad))
  const turned = lonDeg + right / perDeg / cosLat
  return viewOf(frame, { lonDeg: turned, latDeg: Math.max(-90, Math.min(90, latDeg + down / perDeg)), zoom })
}

/** The view made larger by a factor; what is at a pixel, such as under the pointer, stays there. */
export function zoomedBy(
  frame: SkyFrame,
  view: SkyView,
  size: ChartSize,
  { factor, at }: { readonly factor: number; readonly at: readonly [number, number] | null },
): SkyView {
  const zoom = Math.max(1, Math.min(largestZoom, view.zoom * factor))
  let larger = { ...view, zoom }
  if (at === null || zoom === 1) return larger
  const place = aitoffProjection(size, windowOf(frame, view)).invert?.([...at])
  if (!place?.every(Number.isFinite)) return larger
  // Away from the middle a move is a little more or less than asked for: what is left is moved again.
  for (let times = 0; times < 4; times++) {
    const now = aitoffProjection(size, windowOf(frame, larger))(place)
    if (now) larger = movedBy(frame, larger, size, [at[0] - now[0], at[1] - now[1]])
  }
  return larger
}

/** The middle of some places on the sky, in degrees: the direction of the sum of their unit vectors. */
export function middleOf(places: readonly { readonly raDeg: number; readonly decDeg: number }[]): readonly [raDeg: number, decDeg: number] {
  let [x, y, z] = [0, 0, 0]
  for (const { raDeg, decDeg } of places) {
    x += Math.cos(decDeg * rad) * Math.cos(raDeg * rad)
    y += Math.cos(decDeg * rad) * Math.sin(raDeg * rad)
    z += Math.sin(decDeg * rad)
  }
  const ra = Math.atan2(y, x) / rad
  return [(ra + 360) % 360, Math.atan2(z, Math.hypot(x, y)) / rad]
}

/** The view that has some regions in it, as large as there is room. */
export function viewOfRegions(regions: readonly SkyRegion[]): SkyView {
  const [raDeg, decDeg] = middleOf(regions)
  const turn = geoRotation([-raDeg, -decDeg])
  const offsets = regions.flatMap((region) => region.corners).map(([ra = 0, dec = 0]) => turn([ra, dec]))
  const wide = Math.max(0.01, ...offsets.map(([lon, lat]) => Math.abs(lon) * Math.cos(lat * rad)))
  const high = Math.max(0.01, ...offsets.map(([, lat]) => Math.abs(lat)))
  return { raDeg, decDeg, zoom: Math.max(1, Math.min(largestZoom, Math.min(120 / wide, 70 / high))) }
}

/** How far from its middle a chart shows the sky, in degrees. */
export function radiusDeg(size: ChartSize, zoom: number): number {
  return Math.min(180, Math.hypot(size.width, size.height) / 2 / pixelsPerDeg(size, zoom))
}
