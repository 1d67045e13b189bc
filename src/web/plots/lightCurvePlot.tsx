import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useMemo, useState, type ReactNode } from 'react'
import { curveMarks, legendMarks, legendOf, type LegendEntry } from './curve/curveMarks.ts'
import type { CurveOptions, CurvePoint } from './curve/curvePoint.ts'
import { layOutCurve, type CurveLayout, type PlacedPoint } from './curve/layOutCurve.ts'
import { Marks } from './curve/marks.tsx'
import { siteColours } from './curve/plotColours.ts'
import { useCurvePointer } from './curve/useCurvePointer.ts'
import classes from './lightCurvePlot.module.css'

interface LightCurvePlotProps {
  readonly points: readonly CurvePoint[]
  readonly options: CurveOptions
  /** The points that something on the page points at. */
  readonly selected: ReadonlySet<number>
  readonly onHover: (id: number | null) => void
  readonly onOpen: (id: number) => void
  readonly onRange: (range: readonly [number, number] | null) => void
  /** What stands beside a point that is pointed at. */
  readonly renderCard: (id: number) => ReactNode
}

const heightPx = 300
const fontSize = 12
const cardWidthPx = 176

function Legend({ entries, hidden }: { readonly entries: readonly LegendEntry[]; readonly hidden: number }) {
  const style = { colours: siteColours, fontSize, isByBand: false }
  return (
    <>
      {entries.map((entry) => (
        <span key={entry.words} className={classes.entry}>
          <svg width={12} height={12} aria-hidden="true">
            <Marks marks={legendMarks([{ ...entry, words: '' }], 2, 6, style).slice(0, 1)} />
          </svg>
          {entry.words}
        </span>
      ))}
      {hidden > 0 && <span>{hidden} at or below 0, which a logarithmic axis cannot show</span>}
    </>
  )
}

/** The card stands beside its point, on the side that has room. */
function Card({ placed, width, children }: { readonly placed: PlacedPoint; readonly width: number; readonly children: ReactNode }) {
  const left = placed.x + cardWidthPx + 24 > width ? placed.x - cardWidthPx - 16 : placed.x + 16
  return (
    <div className={classes.card} style={{ left: Math.max(0, left), width: cardWidthPx }}>
      {children}
    </div>
  )
}

interface DrawnProps extends LightCurvePlotProps {
  readonly layout: CurveLayout
  readonly width: number
}

function Drawn({ layout, width, points, options, selected, onHover, onOpen, onRange, renderCard }: DrawnProps) {
  const style = { colours: siteColours, fontSize, isByBand: options.isByBand }
  const marks = useMemo(
    () => curveMarks(layout, points, { colours: siteColours, fontSize, isByBand: options.isByBand }),
    [layout, points, options],
  )
  const [hovered, setHovered] = useState<number | null>(null)
  const point = (id: number | null) => {
    setHovered(id)
    onHover(id)
  }
  const pointer = useCurvePointer({ layout, hovered, onPoint: point, onOpen, onRange })
  const placed = layout.points.find(({ point: { id } }) => id === hovered)
  const ids = layout.points.map(({ point: { id } }) => id)
  const at = hovered === null ? -1 : ids.indexOf(hovered)
  const forced = points.filter(({ isForced }) => isForced).length
  const words = `${options.label} of ${points.length} measurements, ${forced} of them forced fits. Arrow keys go through them, Enter opens one; the table below has the same.`
  return (
    <>
      <svg
        className={classes.plot}
        viewBox={`0 0 ${width} ${heightPx}`}
        role="slider"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={ids.length}
        aria-valuenow={at + 1}
        aria-valuetext={placed ? new Date(placed.point.timeMs).toISOString().slice(0, 10) : 'No epoch'}
        tabIndex={0}
        data-hit={hovered !== null || undefined}
        {...pointer.handlers}
      >
        <Marks marks={marks} />
        {layout.points
          .filter(({ point: { id } }) => selected.has(id))
          .map(({ point: { id }, x, y }) => (
            <circle key={id} className={classes.ring} cx={x} cy={y} r={8} data-selected={id} />
          ))}
        {pointer.band && (
          <rect
            className={classes.band}
            x={pointer.band[0]}
            width={pointer.band[1] - pointer.band[0]}
            y={layout.frame.top}
            height={layout.frame.bottom - layout.frame.top}
          />
        )}
      </svg>
      {placed && (
        <Card placed={placed} width={width}>
          {renderCard(placed.point.id)}
        </Card>
      )}
      <figcaption className={classes.legend}>
        <Legend entries={legendOf(layout, points, style, options.limitSigma)} hidden={layout.hidden} />
        {options.range ? (
          <Button size="compact-xs" variant="default" onClick={() => onRange(null)}>
            Show all times
          </Button>
        ) : (
          <span>Drag over a time to look closer.</span>
        )}
      </figcaption>
    </>
  )
}

/** A light curve: detections, forced fits and upper limits differ by shape and by colour. The table beside it says the same. */
export function LightCurvePlot(props: LightCurvePlotProps) {
  const { ref, width } = useElementSize()
  const { points, options } = props
  const layout = useMemo(
    () => (width > 0 && points.length > 0 ? layOutCurve(points, options, { width, height: heightPx, fontSize }) : null),
    [points, options, width],
  )
  return (
    <figure ref={ref} className={classes.figure} style={{ minHeight: heightPx + 32 }}>
      {layout && <Drawn {...props} layout={layout} width={width} />}
    </figure>
  )
}
