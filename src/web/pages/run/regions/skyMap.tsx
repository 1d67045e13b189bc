import { geoAzimuthalEqualArea, geoGraticule, geoPath, type GeoProjection } from 'd3-geo'
import { useMemo } from 'react'
import { formatDec, formatRa } from '../../../parts/sexagesimal.ts'
import { middleOf, type SkyRegion } from './regions.ts'
import classes from './skyMap.module.css'

const [width, height, margin] = [560, 300, 24]

const stepsDeg = [0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30] as const

/** North up, east to the left, the regions as large as there is room. What the map does not show is not computed. */
function projectionOf(regions: readonly SkyRegion[]): GeoProjection {
  const [ra, dec] = middleOf(regions)
  const all = { type: 'GeometryCollection' as const, geometries: regions.map(({ outline }) => outline) }
  const projection = geoAzimuthalEqualArea()
    .reflectX(true)
    .rotate([-ra, -dec])
    .clipAngle(179)
    .fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      all,
    )
  return projection.clipAngle(radiusDeg(projection))
}

/** How far from its middle the map shows the sky. */
function radiusDeg(projection: GeoProjection): number {
  return Math.min(179, Math.hypot(width, height) / pixelsPerDeg(projection))
}

function pixelsPerDeg(projection: GeoProjection): number {
  return (projection.scale() * Math.PI) / 180
}

/** The longest round angle that is not longer than a fifth of the map. */
function barOf(projection: GeoProjection): number {
  const most = width / 5 / pixelsPerDeg(projection)
  return stepsDeg.findLast((step) => step <= most) ?? stepsDeg[0]
}

/** The part of the sky that the map shows, by its lowest and highest right ascension and declination. */
function extentOf(projection: GeoProjection): [[number, number], [number, number]] {
  const [turn, tilt] = projection.rotate()
  const [ra, dec, radius] = [-turn, -tilt, radiusDeg(projection)]
  const [lowest, highest] = [Math.max(-90, dec - radius), Math.min(90, dec + radius)]
  const cosDec = Math.cos((Math.max(-lowest, highest) * Math.PI) / 180)
  const half = cosDec * 180 > radius ? radius / cosDec : 180
  return [
    [ra - half, lowest],
    [ra + half, highest],
  ]
}

function Net({ projection }: { readonly projection: GeoProjection }) {
  const step = barOf(projection)
  const [, tilt] = projection.rotate()
  const raStep = Math.min(90, step / Math.max(0.02, Math.cos((tilt * Math.PI) / 180)))
  const line = geoPath(projection)(
    geoGraticule()
      .step([raStep, step])
      .extent(extentOf(projection))
      .precision(step / 4)(),
  )
  return <path d={line ?? ''} className={classes.net} />
}

function ScaleBar({ projection }: { readonly projection: GeoProjection }) {
  const step = barOf(projection)
  const length = step * pixelsPerDeg(projection)
  return (
    <g transform={`translate(${margin} ${height - 10})`} className={classes.scale}>
      <path d={`M0 -4 V0 H${length} V-4`} />
      <text x={length + 6} y={2}>
        {step < 1 ? `${step * 60}′` : `${step}°`}
      </text>
    </g>
  )
}

function Compass() {
  return (
    <g transform={`translate(${width - 28} ${height - 14})`} className={classes.scale}>
      <path d="M0 0 V-24 M0 0 H-24" />
      <text x={-3} y={-28}>
        N
      </text>
      <text x={-36} y={4}>
        E
      </text>
    </g>
  )
}

interface SkyMapProps {
  readonly regions: readonly SkyRegion[]
  readonly pointed: string | null
  readonly onPoint: (id: string | null) => void
}

/** The regions of a run on the sky. What is drawn stands in words beside it. */
export function SkyMap({ regions, pointed, onPoint }: SkyMapProps) {
  const projection = useMemo(() => projectionOf(regions), [regions])
  const [ra, dec] = middleOf(regions)
  const path = geoPath(projection)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={classes.map}
      role="img"
      aria-label={`Map of ${regions.length} sky regions around ${formatRa(ra)} ${formatDec(dec)}, north up, east to the left`}
    >
      <Net projection={projection} />
      {regions.map(({ id, outline }) => (
        <path
          key={id}
          d={path(outline) ?? ''}
          className={classes.region}
          data-pointed={id === pointed || undefined}
          onPointerEnter={() => onPoint(id)}
          onPointerLeave={() => onPoint(null)}
        />
      ))}
      <ScaleBar projection={projection} />
      <Compass />
    </svg>
  )
}
