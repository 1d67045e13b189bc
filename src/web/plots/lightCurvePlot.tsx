import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import Plot from 'uplot'
import classes from './lightCurvePlot.module.css'

/** One point: a time in ms since 1970, a flux density with its error. */
export interface CurvePoint {
  readonly id: number
  readonly timeMs: number
  readonly value: number
  readonly error: number
  /** A forced fit where nothing was detected. */
  readonly isForced: boolean
}

interface LightCurvePlotProps {
  readonly points: readonly CurvePoint[]
  readonly label: string
  readonly unit: string
  /** The point that something else on the page shows. */
  readonly selectedId: number | null
  readonly onSelect: (id: number | null) => void
}

const heightPx = 280
const capPx = 3
const radiusPx = 4

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

function drawPoint(plot: Plot, point: CurvePoint, isSelected: boolean): void {
  const { ctx } = plot
  const ratio = devicePixelRatio
  const x = plot.valToPos(point.timeMs / 1000, 'x', true)
  const y = plot.valToPos(point.value, 'y', true)
  const [top, bottom] = [point.value + point.error, point.value - point.error].map((value) => plot.valToPos(value, 'y', true))
  ctx.strokeStyle = colour(point.isForced ? '--plot-forced' : '--plot-detection')
  ctx.fillStyle = point.isForced ? colour('--panel') : ctx.strokeStyle
  ctx.lineWidth = 1.5 * ratio
  ctx.beginPath()
  ctx.moveTo(x, top ?? y)
  ctx.lineTo(x, bottom ?? y)
  for (const end of [top, bottom]) {
    ctx.moveTo(x - capPx * ratio, end ?? y)
    ctx.lineTo(x + capPx * ratio, end ?? y)
  }
  ctx.stroke()
  ctx.beginPath()
  ctx.arc(x, y, (isSelected ? radiusPx + 2 : radiusPx) * ratio, 0, 2 * Math.PI)
  ctx.fill()
  ctx.stroke()
}

/** The range of the values with their errors, and zero, with a little space around. */
function valueRange(points: readonly CurvePoint[]): [number, number] {
  const low = Math.min(0, ...points.map(({ value, error }) => value - error))
  const high = Math.max(0, ...points.map(({ value, error }) => value + error))
  const space = (high - low) * 0.06 || 1
  return [low - (low < 0 ? space : 0), high + space]
}

function timeRange(points: readonly CurvePoint[]): [number, number] {
  const times = points.map(({ timeMs }) => timeMs / 1000)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const space = (last - first) * 0.04 || 43_200
  return [first - space, last + space]
}

/** The day of a time in s since 1970, such as `2026-03-07`. */
function dayOf(timeS: number): string {
  return new Date(timeS * 1000).toISOString().slice(0, 10)
}

interface Drawn extends Pick<LightCurvePlotProps, 'points' | 'label' | 'unit'> {
  readonly widthPx: number
  readonly selected: { readonly current: number | null }
  readonly onSelect: (id: number | null) => void
}

function makePlot(element: HTMLElement, { points, label, unit, widthPx, selected, onSelect }: Drawn): Plot {
  const axis = {
    stroke: colour('--ink-muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: '12px Inter Variable',
  }
  const ordered = points.toSorted((a, b) => a.timeMs - b.timeMs)
  return new Plot(
    {
      width: widthPx,
      height: heightPx,
      tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      padding: [12, 40, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false } },
      scales: { x: { range: timeRange(points) }, y: { range: valueRange(points) } },
      axes: [
        { ...axis, space: 96, values: (_, splits) => splits.map(dayOf) },
        { ...axis, label: `${label} [${unit}]`, labelFont: '12px Inter Variable', size: 64 },
      ],
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      hooks: {
        draw: [(plot) => ordered.forEach((point) => drawPoint(plot, point, point.id === selected.current))],
        setCursor: [({ cursor: { idx } }) => onSelect(idx === null || idx === undefined ? null : (ordered[idx]?.id ?? null))],
      },
    },
    [ordered.map(({ timeMs }) => timeMs / 1000), ordered.map(({ value }) => value)],
    element,
  )
}

function Curve({ points, label, unit, selectedId, onSelect }: LightCurvePlotProps) {
  const { ref, width } = useElementSize()
  const frame = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot>(null)
  const selected = useRef(selectedId)
  useEffect(() => {
    if (!frame.current || width === 0 || points.length === 0) return undefined
    const made = makePlot(frame.current, { points, label, unit, widthPx: width, selected, onSelect })
    plot.current = made
    return () => made.destroy()
  }, [points, label, unit, width, onSelect])
  useEffect(() => {
    selected.current = selectedId
    plot.current?.redraw(false)
  }, [selectedId])
  const words = `${label} of ${points.length} measurements, ${points.filter(({ isForced }) => isForced).length} of them forced fits`
  return (
    <figure ref={ref} className={classes.figure}>
      <div ref={frame} role="img" aria-label={words} className={classes.plot} />
      <figcaption className={classes.legend}>
        <span className={classes.detection}>Detection</span>
        <span className={classes.forced}>Forced fit</span>
      </figcaption>
    </figure>
  )
}

/** A light curve: detections filled, forced fits hollow, each with its error. The table beside it says the same. */
export function LightCurvePlot(props: LightCurvePlotProps) {
  // A canvas keeps its colours: other ones need another canvas.
  return <Curve key={useComputedColorScheme()} {...props} />
}
