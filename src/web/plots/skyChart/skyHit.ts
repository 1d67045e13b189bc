import { geoContains, geoDistance } from 'd3-geo'
import { aitoffProjection, pixelsPerDeg, type ChartSize, type Window } from './aitoff.ts'
import type { SkyScene } from './drawSky.ts'
import { fromFrame } from './skyFrame.ts'

/** A place on a chart and what is there. */
export interface SkyHit {
  readonly raDeg: number
  readonly decDeg: number
  readonly regionIds: readonly string[]
  readonly pointId: string | null
}

/** How near the pointer has to be to a point, in pixels. */
const nearPx = 7

/** What is at a pixel of a chart; null beside the sky. */
export function hitAt(
  { frame, outlines, points }: SkyScene,
  size: ChartSize,
  window: Window,
  at: readonly [number, number],
): SkyHit | null {
  const place = aitoffProjection(size, window).invert?.([...at])
  if (!place?.every(Number.isFinite)) return null
  const [raDeg, decDeg] = fromFrame(frame, place)
  const nearRad = (nearPx / pixelsPerDeg(size, window.zoom)) * (Math.PI / 180)
  const [nearest] = points
    .map(({ id, place: there }) => ({ id, distance: geoDistance(place, there) }))
    .filter(({ distance }) => distance <= nearRad)
    .sort((a, b) => a.distance - b.distance)
  const regionIds = outlines.filter(({ outline }) => geoContains(outline, place)).map(({ id }) => id)
  return { raDeg, decDeg, regionIds, pointId: nearest?.id ?? null }
}
