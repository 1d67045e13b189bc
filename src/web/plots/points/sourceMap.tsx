import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import { paperColours } from '../curve/plotColours.ts'
import { escapeXml, figurePage, pointsOfMm, type Figure } from '../figure.ts'
import { FigureMenu } from '../figureMenu.tsx'
import { netPath, patchOf, projectionOf, scaleBar, type SkyPatch, type SkyPlace } from './patchOfSky.ts'
import { PointCanvas, type DrawnPoint } from './pointCanvas.tsx'
import { PointLegend, type PointStyle } from './pointLegend.tsx'
import classes from './points.module.css'
import { legendHeight, legendSvg, pointsSvg } from './pointsSvg.ts'

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
  /** Run or sample and version, for the figure that it can be taken away as. */
  readonly origin: string
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

const fontSize = 8

function usedStyles(sources: readonly MappedSource[], styles: readonly PointStyle[]): readonly PointStyle[] {
  return styles.filter((_, index) => sources.some(({ style }) => style === index))
}

function svgOf(sources: readonly MappedSource[], styles: readonly PointStyle[], widthMm: number): string {
  const [width, height] = [pointsOfMm(widthMm), pointsOfMm(widthMm) * 0.7]
  const ground = { patch: patchOf(sources), width, height }
  const { angleDeg, lengthPx, words } = scaleBar(ground.patch, width, height)
  const used = usedStyles(sources, styles)
  const field = `<clipPath id="field"><rect width="${width}" height="${height}"/></clipPath>`
  const net = `<path clip-path="url(#field)" d="${netPath(projectionOf(ground.patch, width, height), ground.patch, angleDeg)}" fill="none" stroke="${paperColours.line}" stroke-width="0.5"/>`
  const line = `fill="none" stroke="${paperColours.ink}" stroke-width="0.7"`
  const bar = `<g transform="translate(8 ${height - 6})"><path d="M0 -4V0H${lengthPx}V-4" ${line}/><text x="${lengthPx + 4}" y="1">${escapeXml(words)}</text></g>`
  const north = `<g transform="translate(${width - 14} ${height - 8})"><path d="M0 0V-18M0 0H-18" ${line}/><text x="-3" y="-20">N</text><text x="-26" y="3">E</text></g>`
  const frame = `<rect x="0.3" y="0.3" width="${width - 0.6}" height="${height - 0.6}" fill="none" stroke="${paperColours.ink}" stroke-width="0.6"/>`
  const legend = legendSvg(used, 2, height + fontSize * 1.5, fontSize)
  const body = field + net + pointsSvg(drawn(sources, styles, ground), 0.6) + bar + north + frame + legend
  return figurePage({ widthMm, height: height + legendHeight(used, fontSize) + fontSize / 2, body })
}

function figureOf(sources: readonly MappedSource[], styles: readonly PointStyle[], caption: string, origin: string): Figure {
  return {
    name: `map_${origin.replaceAll(/\W+/g, '_')}`,
    caption: `${caption}. ${origin}.`,
    svg: (widthMm) => svgOf(sources, styles, widthMm),
    rows: {
      columns: [{ name: 'ra', unit: 'deg' }, { name: 'dec', unit: 'deg' }, { name: 'kind' }],
      rows: sources.map(({ raDeg, decDeg, style }) => [raDeg, decDeg, styles[style]?.words ?? null]),
    },
  }
}

/** Where sources are on the sky, north up, east to the left. */
export function SourceMap({ label, sources, styles, height = 300, selectedId = null, onPick, remark, origin }: SourceMapProps) {
  const { ref, width } = useElementSize()
  const patch = useMemo(() => patchOf(sources), [sources])
  const points = useMemo(() => (width > 0 ? drawn(sources, styles, { patch, width, height }) : []), [sources, styles, patch, width, height])
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
      <PointLegend styles={usedStyles(sources, styles)}>
        {remark && <span>{remark}</span>}
        <FigureMenu figure={figureOf(sources, styles, words, origin)} label={`Map of ${label}`} />
      </PointLegend>
    </figure>
  )
}
