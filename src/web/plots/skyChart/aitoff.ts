import { geoProjection, type GeoProjection, type GeoRawProjection } from 'd3-geo'

/** Aitoff's projection of a longitude and a latitude, in radians: the azimuthal equidistant one of half the longitude, twice as wide. */
export const aitoffRaw: GeoRawProjection = Object.assign(
  (lambda: number, phi: number): [number, number] => {
    const along = Math.acos(Math.max(-1, Math.min(1, Math.cos(phi) * Math.cos(lambda / 2))))
    const stretch = along < 1e-9 ? 1 : along / Math.sin(along)
    return [2 * Math.cos(phi) * Math.sin(lambda / 2) * stretch, Math.sin(phi) * stretch]
  },
  {
    invert(x: number, y: number): [number, number] {
      const along = Math.hypot(x / 2, y)
      // Outside the ellipse there is no sky.
      if (along > Math.PI / 2 + 1e-9) return [Number.NaN, Number.NaN]
      const squeeze = along < 1e-9 ? 1 : Math.sin(along) / along
      return [2 * Math.atan2((x / 2) * squeeze, Math.cos(along)), Math.asin(Math.max(-1, Math.min(1, y * squeeze)))]
    },
  },
)

/** What of the sky is in the middle, in the coordinates that are drawn, and how much larger than the whole sky it is. */
export interface Window {
  readonly lonDeg: number
  readonly latDeg: number
  readonly zoom: number
}

export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** Space around the whole sky, in pixels. */
const marginPx = 10

/** Pixels of a degree in the middle of the chart. */
export function pixelsPerDeg({ width, height }: ChartSize, zoom: number): number {
  return (zoom * Math.max(1, Math.min((width - 2 * marginPx) / 2, height - 2 * marginPx))) / 180
}

/** North up, longitudes grow to the left, the middle of the window in the middle of the chart. */
export function aitoffProjection(size: ChartSize, { lonDeg, latDeg, zoom }: Window): GeoProjection {
  return geoProjection(aitoffRaw)
    .reflectX(true)
    .rotate([-lonDeg, -latDeg])
    .scale((pixelsPerDeg(size, zoom) * 180) / Math.PI)
    .translate([size.width / 2, size.height / 2])
    .clipExtent([
      [-1, -1],
      [size.width + 1, size.height + 1],
    ])
}
