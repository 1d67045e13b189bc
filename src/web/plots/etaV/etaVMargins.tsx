import { memo, useMemo } from 'react'
import type { DrawnFit } from '../../../charts/etaVSvg.ts'
import { gaussianInBin, histogramOf, type Histogram } from '../../../charts/histogram.ts'
import classes from './etaVPlot.module.css'

const binWidth = 0.05
const steps = 160

interface MarginProps {
  readonly values: Float32Array
  readonly fit: DrawnFit | null
  /** The part of the axis that is shown. */
  readonly low: number
  readonly high: number
  /** Length of the axis, and how high the histogram may be, px. */
  readonly length: number
  readonly depth: number
  readonly isVertical: boolean
}

type Place = (log: number, share: number) => string

function barsPath({ low, width, counts }: Histogram, top: number, place: Place, [from, to]: readonly [number, number]): string {
  return counts
    .map((count, bin) => {
      const [start, end] = [Math.max(from, low + bin * width), Math.min(to, low + (bin + 1) * width)]
      if (count === 0 || start >= end) return ''
      return `M${place(start, 0)}L${place(start, count / top)}L${place(end, count / top)}L${place(end, 0)}z`
    })
    .join('')
}

function curvePath(fit: DrawnFit, width: number, top: number, place: Place, [from, to]: readonly [number, number]): string {
  const logs = Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps)
  return logs.map((log, step) => `${step === 0 ? 'M' : 'L'}${place(log, Math.min(1.05, gaussianInBin(log, fit, width) / top))}`).join('')
}

/** How the sources are spread along one axis, with the Gaussian that was fitted. */
export const EtaVMargin = memo(function EtaVMargin({ values, fit, low, high, length, depth, isVertical }: MarginProps) {
  const histogram = useMemo(() => histogramOf(values, binWidth), [values])
  const top = useMemo(() => histogram.counts.reduce((most, count) => Math.max(most, count), 1), [histogram])
  const threshold = fit?.logThreshold ?? null
  const place: Place = (log, share) => {
    const along = ((log - low) / (high - low)) * length
    const across = share * depth * 0.95
    return isVertical ? `${across.toFixed(1)} ${(length - along).toFixed(1)}` : `${along.toFixed(1)} ${(depth - across).toFixed(1)}`
  }
  return (
    <svg
      className={isVertical ? classes.right : classes.top}
      width={isVertical ? depth : length}
      height={isVertical ? length : depth}
      aria-hidden="true"
    >
      <path d={barsPath(histogram, top, place, [low, high])} className={classes.bars} />
      {fit && <path d={curvePath(fit, histogram.width, top, place, [low, high])} className={classes.curve} />}
      {threshold !== null && threshold > low && threshold < high && (
        <path d={`M${place(threshold, 0)}L${place(threshold, 1)}`} className={classes.threshold} />
      )}
    </svg>
  )
})
