import { Group, VisuallyHidden, useComputedColorScheme } from '@mantine/core'
import { useDebouncedValue, useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import { FigureMenu } from '../figureMenu.tsx'
import { pixelsPerDeg } from './aitoff.ts'
import { drawSky, type SkyPoint, type SkyScene } from './drawSky.ts'
import { skyCells, type CellCounts } from './skyCells.ts'
import classes from './skyChart.module.css'
import { skyFigure } from './skyFigure.ts'
import { toFrame, type SkyFrame } from './skyFrame.ts'
import { hitAt, type SkyHit } from './skyHit.ts'
import { outlineOf, type SkyRegion } from './skyRegions.ts'
import { windowOf, type SkyView } from './skyView.ts'
import { useSkyMoves } from './useSkyMoves.ts'

interface SkyChartProps {
  /** What the chart is of, for screen readers. */
  readonly label: string
  readonly frame: SkyFrame
  readonly view: SkyView
  readonly onView: (view: SkyView) => void
  readonly regions: readonly SkyRegion[]
  readonly cells?: CellCounts | null
  readonly points?: readonly SkyPoint[]
  /** Regions and points that something else on the page points at. */
  readonly pointed?: ReadonlySet<string>
  readonly onHover?: (hit: SkyHit | null) => void
  /** A click, or Enter on the middle. `at` is in pixels of the window. */
  readonly onPick?: (hit: SkyHit, at: readonly [number, number]) => void
  /** What it shows, of which runs and versions: for the figure that it can be taken away as. */
  readonly origin: string
}

const none: ReadonlySet<string> = new Set()
const noPoints: readonly SkyPoint[] = []
const facesDeg = 58.6

function useScene({ frame, regions, cells = null, points = noPoints, pointed = none }: SkyChartProps, hasCross: boolean): SkyScene {
  const outlines = useMemo(() => regions.map(({ id, corners }) => ({ id, outline: outlineOf(corners, frame) })), [regions, frame])
  const drawn = useMemo(() => (cells ? skyCells(cells, frame) : []), [cells, frame])
  const placed = useMemo(() => points.map(({ id, raDeg, decDeg }) => ({ id, place: toFrame(frame, [raDeg, decDeg]) })), [points, frame])
  const colours = useComputedColorScheme('light')
  const cellDeg = facesDeg / 2 ** (cells?.order ?? 0)
  return useMemo(
    () => ({ frame, outlines, cells: drawn, cellDeg, points: placed, pointed, hasCross, colours }),
    [frame, outlines, drawn, cellDeg, placed, pointed, hasCross, colours],
  )
}

/** What the middle is and how much is shown, said when the chart comes to rest. */
function Said({ view: { raDeg, decDeg }, widthDeg }: { readonly view: SkyView; readonly widthDeg: number }) {
  const wide = widthDeg >= 360 ? 'the whole sky' : `${widthDeg >= 1 ? widthDeg.toFixed(0) : widthDeg.toFixed(2)}° wide`
  const [words] = useDebouncedValue(`Middle ${formatRa(raDeg)} ${formatDec(decDeg)}, ${wide}`, 400)
  return <VisuallyHidden role="status">{words}</VisuallyHidden>
}

/**
 * The sky in Aitoff's projection: regions as outlines, sources as points or by HEALPix cell, the Galactic plane, a net
 * with its labels. Moved by dragging and arrows, zoomed by wheel, two fingers, + and -.
 */
export function SkyChart(props: SkyChartProps) {
  const { label, frame, view, onView, onHover, onPick, origin } = props
  const { ref: measured, width, height } = useElementSize<HTMLDivElement>()
  const chart = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const merged = useMergedRef(measured, chart)
  const [hasFocus, setFocus] = useState(false)
  const helpId = useId()
  const scene = useScene(props, hasFocus)
  const size = useMemo(() => ({ width, height }), [width, height])
  const { isClick, isDragging, listeners, onKey } = useSkyMoves(chart, { frame, view, size, onView })
  useEffect(() => {
    if (canvas.current && size.width > 0) drawSky(canvas.current, scene, size, windowOf(frame, view))
  }, [scene, size, frame, view])
  const hit = (clientX: number, clientY: number): SkyHit | null => {
    const { left = 0, top = 0 } = chart.current?.getBoundingClientRect() ?? {}
    return hitAt(scene, size, windowOf(frame, view), [clientX - left, clientY - top])
  }
  const pick = (clientX: number, clientY: number) => {
    const found = hit(clientX, clientY)
    if (found) onPick?.(found, [clientX, clientY])
  }
  return (
    <>
      {/* oxlint-disable-next-line no-noninteractive-element-interactions -- an application is moved by pointer and keys */}
      <div
        ref={merged}
        className={classes.chart}
        role="application"
        aria-roledescription="sky map"
        aria-label={label}
        aria-describedby={helpId}
        // oxlint-disable-next-line no-noninteractive-tabindex -- an application is moved by keys
        tabIndex={0}
        {...listeners}
        onPointerMove={(event) => {
          listeners.onPointerMove(event)
          if (!isDragging()) onHover?.(hit(event.clientX, event.clientY))
        }}
        onPointerLeave={() => onHover?.(null)}
        onClick={(event) => {
          if (isClick()) pick(event.clientX, event.clientY)
        }}
        onFocus={(event) => setFocus(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocus(false)}
        onKeyDown={(event) => {
          setFocus(true)
          if (onKey(event) || event.key !== 'Enter') return
          event.preventDefault()
          const { left = 0, top = 0 } = chart.current?.getBoundingClientRect() ?? {}
          pick(left + size.width / 2, top + size.height / 2)
        }}
      >
        <canvas ref={canvas} className={classes.canvas} aria-hidden="true" />
      </div>
      <Group justify="flex-end" mt={4}>
        <FigureMenu
          figure={skyFigure(scene, size, windowOf(frame, view), { name: 'sky', caption: `${label}. ${origin}.` })}
          label={label}
        />
      </Group>
      <VisuallyHidden id={helpId}>
        Arrows move, plus and minus zoom, 0 shows the whole sky, Enter opens what is in the middle.
      </VisuallyHidden>
      <Said view={view} widthDeg={Math.min(360, width / pixelsPerDeg(size, view.zoom))} />
    </>
  )
}
