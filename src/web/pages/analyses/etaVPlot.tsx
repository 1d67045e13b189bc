import { Text } from '@mantine/core'
import { useId, useState } from 'react'
import type { AnalysisPoints } from '../../../app/contract/analysis.ts'
import { formatCount } from '../../parts/format.ts'
import classes from './etaVPlot.module.css'
import { formatMeasure } from './formatMeasure.ts'
import { axisOf, type Axis } from './logAxis.ts'

interface EtaVPlotProps {
  readonly points: AnalysisPoints
  readonly etaThreshold: number
  readonly vThreshold: number
}

const [width, height] = [640, 420]
const margin = { left: 64, right: 16, top: 16, bottom: 48 }

interface Drawn {
  readonly index: number
  readonly x: number
  readonly y: number
}

interface AxesProps {
  readonly eta: Axis
  readonly v: Axis
}

function Axes({ eta, v }: AxesProps) {
  const [left, bottom] = [margin.left, height - margin.bottom]
  return (
    <g aria-hidden="true">
      {eta.ticks.map(({ at, words }) => (
        <g key={words}>
          <line x1={at} x2={at} y1={margin.top} y2={bottom} className={classes.grid} />
          <text x={at} y={bottom + 16} textAnchor="middle">
            {words}
          </text>
        </g>
      ))}
      {v.ticks.map(({ at, words }) => (
        <g key={words}>
          <line x1={left} x2={width - margin.right} y1={at} y2={at} className={classes.grid} />
          <text x={left - 8} y={at + 4} textAnchor="end">
            {words}
          </text>
        </g>
      ))}
      <text x={(left + width - margin.right) / 2} y={height - 8} textAnchor="middle">
        eta
      </text>
      <text transform={`translate(14 ${(margin.top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
        V
      </text>
    </g>
  )
}

/** A cross beside a disc: a candidate is told by its form too, not by its colour alone. */
function Point({ at: { x, y }, isCandidate }: { readonly at: Drawn; readonly isCandidate: boolean }) {
  if (!isCandidate) return <circle cx={x} cy={y} r={2} className={classes.point} />
  return <path d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} className={classes.candidate} />
}

/** Eta against V of the sources that took part, with the thresholds; candidates are above both. */
export function EtaVPlot({ points, etaThreshold, vThreshold }: EtaVPlotProps) {
  const title = useId()
  const [hovered, setHovered] = useState<number | null>(null)
  const eta = axisOf([...points.eta, etaThreshold], margin.left, width - margin.right)
  const v = axisOf([...points.v, vThreshold], height - margin.bottom, margin.top)
  const drawn: readonly Drawn[] = points.eta.map((value, index) => ({ index, x: eta.place(value), y: v.place(points.v[index] ?? 0) }))
  const candidates = drawn.filter(({ index }) => points.isCandidate[index])
  const others = drawn.filter(({ index }) => !points.isCandidate[index])
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} className={classes.plot} role="img" aria-labelledby={title}>
        <title id={title}>
          {`Eta against V of ${formatCount(points.shown)} sources, both logarithmic: ${formatCount(candidates.length)} candidates are above eta ${formatMeasure(etaThreshold)} and V ${formatMeasure(vThreshold)}. The table lists them.`}
        </title>
        <Axes eta={eta} v={v} />
        <line
          x1={eta.place(etaThreshold)}
          x2={eta.place(etaThreshold)}
          y1={margin.top}
          y2={height - margin.bottom}
          className={classes.threshold}
        />
        <line x1={margin.left} x2={width - margin.right} y1={v.place(vThreshold)} y2={v.place(vThreshold)} className={classes.threshold} />
        {others.map((at) => (
          <Point key={at.index} at={at} isCandidate={false} />
        ))}
        {candidates.map((at) => (
          <g key={at.index} onMouseEnter={() => setHovered(at.index)} onMouseLeave={() => setHovered(null)}>
            <circle cx={at.x} cy={at.y} r={8} fill="transparent" />
            <Point at={at} isCandidate />
          </g>
        ))}
      </svg>
      <Text component="figcaption" size="sm" c="dimmed">
        {hovered === null
          ? `${formatCount(points.shown)} of ${formatCount(points.used)} sources that took part. Crosses are candidates, dashed lines the thresholds.`
          : `${points.name[hovered]} (${points.run[hovered]} v${points.version[hovered]}): eta ${formatMeasure(points.eta[hovered] ?? 0)}, V ${formatMeasure(points.v[hovered] ?? 0)}`}
      </Text>
    </figure>
  )
}
