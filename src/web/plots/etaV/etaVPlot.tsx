import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useMemo, type ReactNode } from 'react'
import { viewOfAll, type EtaVView } from '../../../charts/etaVRaster.ts'
import type { DrawnFit } from '../../../charts/etaVSvg.ts'
import { logTicks } from '../../../charts/logAxis.ts'
import { placeX, placeY, type PlotFrame } from './etaVGeometry.ts'
import { EtaVMargin } from './etaVMargins.tsx'
import classes from './etaVPlot.module.css'
import { useEtaVCanvas, type CanvasLook } from './useEtaVCanvas.ts'
import { useEtaVPointer, type EtaVPointing } from './useEtaVPointer.ts'

interface EtaVPlotProps extends CanvasLook, Omit<EtaVPointing, 'frame' | 'onOutline'> {
  readonly eta: DrawnFit | null
  readonly v: DrawnFit | null
  /** The part that is shown; null: all. */
  readonly view: EtaVView | null
  readonly onOutline: (frame: PlotFrame, ...outline: Parameters<EtaVPointing['onOutline']>) => void
  /** What it shows, for who cannot see it. */
  readonly label: string
  /** Under the plot: what is pointed at, or what it shows. */
  readonly children: ReactNode
}

const heightPx = 440
const marginPx = 56
const narrowPx = 36

function Ticks({ frame, isVertical }: { readonly frame: PlotFrame; readonly isVertical: boolean }) {
  const { width, height, view } = frame
  if (isVertical) {
    return (
      <svg className={classes.left} width={1} height={height} aria-hidden="true">
        {logTicks(view.vLow, view.vHigh).map(({ log, words }) => (
          <text key={log} x={44} y={placeY(frame, log) + 4} textAnchor="end">
            {words}
          </text>
        ))}
        <text transform={`translate(6 ${height / 2}) rotate(-90)`} textAnchor="middle">
          V
        </text>
      </svg>
    )
  }
  return (
    <svg className={classes.bottom} width={width} height={44} aria-hidden="true">
      {logTicks(view.etaLow, view.etaHigh, Math.max(3, Math.floor(width / 56))).map(({ log, words }) => (
        <text key={log} x={placeX(frame, log)} y={16} textAnchor="middle">
          {words}
        </text>
      ))}
      <text x={width / 2} y={36} textAnchor="middle">
        η
      </text>
    </svg>
  )
}

function Grid({ frame }: { readonly frame: PlotFrame }) {
  const { width, height, view } = frame
  return (
    <svg width={width} height={height} aria-hidden="true" style={{ position: 'absolute' }}>
      {logTicks(view.etaLow, view.etaHigh).map(({ log }) => (
        <path key={`x${log}`} d={`M${placeX(frame, log)} 0V${height}`} className={classes.line} />
      ))}
      {logTicks(view.vLow, view.vHigh).map(({ log }) => (
        <path key={`y${log}`} d={`M0 ${placeY(frame, log)}H${width}`} className={classes.line} />
      ))}
    </svg>
  )
}

function Thresholds({ frame, eta, v }: { readonly frame: PlotFrame } & Pick<EtaVPlotProps, 'eta' | 'v'>) {
  const [x, y] = [eta?.logThreshold ?? null, v?.logThreshold ?? null]
  return (
    <>
      {x !== null && <path d={`M${placeX(frame, x)} 0V${frame.height}`} className={classes.threshold} />}
      {y !== null && <path d={`M0 ${placeY(frame, y)}H${frame.width}`} className={classes.threshold} />}
    </>
  )
}

function Drawn(props: EtaVPlotProps) {
  const { plane, eta, v, marks, selected, shares, tool, hovered, stops, label, children } = props
  const { ref, width: whole } = useElementSize()
  const isNarrow = whole < 480
  const width = Math.max(0, whole - (isNarrow ? 44 + narrowPx + 18 : 52 + marginPx + 26))
  const height = isNarrow ? 300 : heightPx
  const all = useMemo(() => viewOfAll(plane), [plane])
  const view = props.view ?? all
  const frame: PlotFrame = { width, height, view }
  const canvas = useEtaVCanvas(plane, frame, { marks, selected, shares })
  const onOutline: EtaVPointing['onOutline'] = (corners, isMore) => props.onOutline(frame, corners, isMore)
  const { element, outline, handlers } = useEtaVPointer({ ...props, frame, onOutline })
  const depth = isNarrow ? narrowPx : marginPx
  const at = hovered === null ? null : { x: placeX(frame, plane.logEta[hovered] ?? 0), y: placeY(frame, plane.logV[hovered] ?? 0) }
  return (
    <figure ref={ref} className={classes.figure}>
      <div className={classes.grid} style={{ minHeight: height + 112 }}>
        <EtaVMargin
          values={plane.logEta}
          fit={eta}
          low={view.etaLow}
          high={view.etaHigh}
          length={width}
          depth={marginPx}
          isVertical={false}
        />
        <Ticks frame={frame} isVertical />
        <div className={classes.plane} style={{ width, height }}>
          <Grid frame={frame} />
          <canvas ref={canvas} />
          <svg
            ref={element}
            className={classes.over}
            width={width}
            height={height}
            role="slider"
            aria-label={label}
            aria-valuemin={0}
            aria-valuemax={stops.length}
            aria-valuenow={hovered === null ? 0 : stops.indexOf(hovered) + 1}
            aria-valuetext={hovered === null ? 'No source' : `Eta ${(10 ** (plane.logEta[hovered] ?? 0)).toPrecision(3)}`}
            tabIndex={0}
            data-tool={tool}
            data-hit={hovered !== null || undefined}
            {...handlers}
          >
            <Thresholds frame={frame} eta={eta} v={v} />
            {at && <circle cx={at.x} cy={at.y} r={8} className={classes.ring} />}
            {outline && <path d={`M${outline.map(({ x, y }) => `${x} ${y}`).join('L')}z`} className={classes.outline} />}
          </svg>
        </div>
        <EtaVMargin values={plane.logV} fit={v} low={view.vLow} high={view.vHigh} length={height} depth={depth} isVertical />
        <Ticks frame={frame} isVertical={false} />
      </div>
      <figcaption className={classes.caption} aria-live="polite">
        {children}
      </figcaption>
    </figure>
  )
}

/** The plane of eta and V: points or their density, thresholds, histograms along both sides. The table beside it has the candidates too. */
export function EtaVPlot(props: EtaVPlotProps) {
  // A canvas keeps its colours: other ones need another canvas.
  return <Drawn key={useComputedColorScheme()} {...props} />
}
