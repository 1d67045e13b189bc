import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import { netPath, patchOf, projectionOf, scaleBar, type SkyPatch, type SkyPlace } from './patchOfSky.ts'
import { PointCanvas, type DrawnPoint } from './pointCanvas.tsx'
import { PointLegend, type PointStyle } from './pointLegend.tsx'
import classes from './points.module.css'

/** A source on the map. */
export interface MappedSource extends SkyPlace {
  readonly id: number
  /** Its place in the list of styles. */
  readonly style: number
}

interface SourceMapProps {
  /** What it is a map of, such as `12 sources that changed`. */
  readonly label: string
  readonly sources: readonly MappedSource[]
  readonly styles: readonly PointStyle[]
  readonly height?: number
  readonly selectedId?: number | null
  readonly onPick?: (id: number) => void
  /** Beside the legend. */
  readonly remark?: string | undefined
}

interface GroundProps {
  readonly patch: SkyPatch
  readonly width: number
  readonly height: number
}

function Ground({ patch, width, height }: GroundProps) {
  const { angleDeg, lengthPx, words } = scaleBar(patch, width, height)
  return (
    <svg className={classes.ground} width={width} height={height} aria-hidden="true">
      <path className={classes.net} d={netPath(projectionOf(patch, width, height), patch, angleDeg)} />
      <g transform={`translate(12 ${height - 10})`} className={classes.scale}>
        <path d={`M0 -4 V0 H${lengthPx} V-4`} />
        <text x={lengthPx + 6} y={2}>
          {words}
        </text>
      </g>
      <g transform={`translate(${width - 24} ${height - 14})`} className={classes.scale}>
        <path d="M0 0 V-24 M0 0 H-24" />
        <text x={-4} y={-28}>
          N
        </text>
        <text x={-36} y={4}>
          E
        </text>
      </g>
    </svg>
  )
}

function drawn(sources: readonly MappedSource[], styles: readonly PointStyle[], { patch, width, height }: GroundProps): DrawnPoint[] {
  const projection = projectionOf(patch, width, height)
  const radius = sources.length > 2000 ? 2 : 3.5
  return sources.flatMap(({ id, raDeg, decDeg, style }) => {
    const at = projection([raDeg, decDeg])
    const look = styles[style]
    return at && look ? [{ id, x: at[0], y: at[1], shape: look.shape, colour: look.colour, radius }] : []
  })
}

/** Where sources are on the sky, north up, east to the left. */
export function SourceMap({ label, sources, styles, height = 300, selectedId = null, onPick, remark }: SourceMapProps) {
  const { ref, width } = useElementSize()
  const patch = useMemo(() => patchOf(sources), [sources])
  const points = useMemo(() => (width > 0 ? drawn(sources, styles, { patch, width, height }) : []), [sources, styles, patch, width, height])
  const used = styles.filter((_, index) => sources.some(({ style }) => style === index))
  const words = `Map of ${label} around ${formatRa(patch.raDeg)} ${formatDec(patch.decDeg)}, north up, east to the left`
  return (
    <figure className={classes.figure}>
      <div ref={ref} className={`${classes.frame} site-panel`} style={{ height }} role="img" aria-label={words}>
        {width > 0 && (
          <>
            <Ground patch={patch} width={width} height={height} />
            <PointCanvas width={width} height={height} points={points} selectedId={selectedId} onPick={onPick} />
          </>
        )}
      </div>
      <PointLegend styles={used}>{remark && <span>{remark}</span>}</PointLegend>
    </figure>
  )
}
