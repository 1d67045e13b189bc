import { useRef, useState, type PointerEvent } from 'react'
import type { SourceHistograms } from '../../../../app/contract/sourceHistograms.ts'
import classes from './filters.module.css'

type Spread = SourceHistograms['histograms'][number]

interface HistogramProps {
  readonly label: string
  readonly spread: Spread
  /** Called with the values between which a stroke over the bars went. */
  readonly onBrush: (min: number, max: number) => void
}

const height = 36

/** Counts by their square root: one source beside thousands is still seen. */
function barHeight(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(1, (Math.sqrt(count) / Math.sqrt(most)) * height)
}

function shortNumber(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  return size >= 1e5 || size < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)))
}

/** How many bins the values of a stroke go over, in the order of the values. */
function binsOf(stroke: readonly [number, number] | null): readonly [number, number] | null {
  return stroke && [Math.min(...stroke), Math.max(...stroke)]
}

function Bars({
  counts,
  most,
  className,
}: {
  readonly counts: readonly number[]
  readonly most: number
  readonly className: string | undefined
}) {
  return counts.map((count, bin) => {
    const tall = barHeight(count, most)
    // oxlint-disable-next-line react/no-array-index-key -- a bin is known by its place alone
    return tall > 0 && <rect key={bin} className={className} x={bin} y={height - tall} width={0.9} height={tall} />
  })
}

/** How the values of a column are spread: grey all sources, in colour those of the query. A stroke over the bars sets the range. */
export function Histogram({ label, spread, onBrush }: HistogramProps) {
  const { edges, all, matching, isLog } = spread
  const frame = useRef<SVGSVGElement>(null)
  const [stroke, setStroke] = useState<readonly [number, number] | null>(null)
  const binAt = ({ clientX }: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect()
    if (!box || box.width === 0) return 0
    return Math.max(0, Math.min(all.length - 1, Math.floor(((clientX - box.left) / box.width) * all.length)))
  }
  const end = () => {
    const bins = binsOf(stroke)
    setStroke(null)
    const [from, to] = [bins && edges[bins[0]], bins && edges[bins[1] + 1]]
    if (from !== undefined && from !== null && to !== undefined && to !== null) onBrush(from, to)
  }
  const most = Math.max(1, ...all)
  const brushed = binsOf(stroke)
  const [first, last] = [edges[0] ?? 0, edges.at(-1) ?? 0]
  return (
    <div>
      <svg
        ref={frame}
        className={classes.histogram}
        viewBox={`0 0 ${all.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: values from ${shortNumber(first)} to ${shortNumber(last)}${isLog ? ', logarithmic' : ''}. Drag to set the range.`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const bin = binAt(event)
          setStroke([bin, bin])
        }}
        onPointerMove={(event) => setStroke((now) => now && [now[0], binAt(event)])}
        onPointerUp={end}
        onPointerCancel={() => setStroke(null)}
      >
        <Bars counts={all} most={most} className={classes.all} />
        <Bars counts={matching} most={most} className={classes.matching} />
        {brushed && <rect className={classes.brush} x={brushed[0]} y={0} width={brushed[1] - brushed[0] + 1} height={height} />}
      </svg>
      <div className={classes.edges} aria-hidden="true">
        <span>{shortNumber(first)}</span>
        {isLog && <span>log</span>}
        <span>{shortNumber(last)}</span>
      </div>
    </div>
  )
}
