import { geoAzimuthalEqualArea, geoGraticule, geoPath, type GeoProjection } from 'd3-geo'

export interface SkyPlace {
  readonly raDeg: number
  readonly decDeg: number
}

/** The part of the sky that has some places in it. */
export interface SkyPatch {
  readonly raDeg: number
  readonly decDeg: number
  readonly radiusDeg: number
}

const degree = Math.PI / 180

function vectorOf({ raDeg, decDeg }: SkyPlace): readonly [number, number, number] {
  const [ra, dec] = [raDeg * degree, decDeg * degree]
  return [Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)]
}

const leastRadiusDeg = 0.02

/** The circle around the mean direction that has all places in it: without a seam at 0 h, without a trouble at the poles. */
export function patchOf(places: readonly SkyPlace[]): SkyPatch {
  let [x, y, z] = [0, 0, 0]
  const vectors = places.map(vectorOf)
  for (const [vx, vy, vz] of vectors) [x, y, z] = [x + vx, y + vy, z + vz]
  const length = Math.hypot(x, y, z) || 1
  const [mx, my, mz] = [x / length, y / length, z / length]
  const farthest = vectors.reduce((most, [vx, vy, vz]) => Math.max(most, Math.hypot(vx - mx, vy - my, vz - mz)), 0)
  return {
    raDeg: (Math.atan2(my, mx) / degree + 360) % 360,
    decDeg: Math.asin(Math.min(1, Math.max(-1, mz))) / degree,
    radiusDeg: Math.max(leastRadiusDeg, (2 * Math.asin(Math.min(1, farthest / 2))) / degree),
  }
}

const marginPx = 24

/** North up, east to the left, the patch as large as there is room. */
export function projectionOf({ raDeg, decDeg, radiusDeg }: SkyPatch, width: number, height: number): GeoProjection {
  const radiusPx = Math.min(width, height) / 2 - marginPx
  return geoAzimuthalEqualArea()
    .reflectX(true)
    .rotate([-raDeg, -decDeg])
    .translate([width / 2, height / 2])
    .scale(radiusPx / (2 * Math.sin((radiusDeg * degree) / 2)))
    .clipAngle(Math.min(179, shownDeg(radiusDeg, radiusPx, width, height)))
}

function shownDeg(radiusDeg: number, radiusPx: number, width: number, height: number): number {
  return (radiusDeg * Math.hypot(width, height)) / radiusPx
}

const stepsDeg = [1 / 240, 1 / 120, 1 / 60, 1 / 30, 1 / 12, 0.25, 0.5, 1, 2, 5, 10, 15, 30] as const

/** The longest round angle that is not longer than a quarter of the map, with its length and its words. */
export function scaleBar({ radiusDeg }: SkyPatch, width: number, height: number) {
  const pixelsPerDeg = (Math.min(width, height) / 2 - marginPx) / radiusDeg
  const angleDeg = stepsDeg.findLast((step) => step * pixelsPerDeg <= width / 4) ?? stepsDeg[0]
  const arcsec = angleDeg * 3600
  const words = angleDeg >= 1 ? `${angleDeg}°` : arcsec >= 60 ? `${Math.round(arcsec / 60)}′` : `${Math.round(arcsec)}″`
  return { angleDeg, lengthPx: angleDeg * pixelsPerDeg, words }
}

/** Lines of right ascension and declination, as the path of an SVG. */
export function netPath(projection: GeoProjection, patch: SkyPatch, stepDeg: number): string {
  const reach = Math.min(180, patch.radiusDeg * 4)
  const [lowest, highest] = [Math.max(-90, patch.decDeg - reach), Math.min(90, patch.decDeg + reach)]
  const cosDec = Math.max(0.02, Math.cos(patch.decDeg * degree))
  const half = Math.min(180, reach / cosDec)
  const graticule = geoGraticule()
    .step([Math.min(90, stepDeg / cosDec), stepDeg])
    .extent([
      [patch.raDeg - half, lowest],
      [patch.raDeg + half, highest],
    ])
    .precision(stepDeg / 4)
  return geoPath(projection)(graticule()) ?? ''
}
