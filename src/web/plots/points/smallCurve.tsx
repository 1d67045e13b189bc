import { memo } from 'react'
import { along, linearAxis } from '../curve/axis.ts'
import { kindOf, shownValue, type CurvePoint } from '../curve/curvePoint.ts'
import { siteColours } from '../curve/plotColours.ts'
import { shapePath } from './pointShape.ts'

/** The lowest and the highest value of an axis. */
export type Range = readonly [low: number, high: number]

interface SmallCurveProps {
  readonly points: readonly CurvePoint[]
  readonly time: Range
  readonly flux: Range
  readonly width: number
  readonly height: number
}

/** Forced fits below this many times their error are upper limits. */
const limitSigma = 3
const shapes = { detection: 'disc', forced: 'square', limit: 'down' } as const
const frameOf = (width: number, height: number) => ({ left: 36, right: width - 6, top: 6, bottom: height - 6 })

/** The values that a light curve takes up on its axis, with zero. */
export function fluxRange(points: readonly CurvePoint[]): Range {
  let [low, high] = [0, 0]
  for (const point of points) {
    const value = shownValue(point, limitSigma)
    const error = kindOf(point, limitSigma) === 'limit' ? 0 : point.error
    if (Number.isFinite(value - error)) [low, high] = [Math.min(low, value - error), Math.max(high, value + error)]
  }
  const space = (high - low) * 0.06 || 1
  return [low < 0 ? low - space : 0, high + space]
}

/** The time that light curves take up, with some space. */
export function timeRange(curves: readonly (readonly CurvePoint[])[]): Range {
  let [first, last] = [Infinity, -Infinity]
  for (const points of curves) for (const { timeMs } of points) [first, last] = [Math.min(first, timeMs), Math.max(last, timeMs)]
  if (first > last) return [0, 1]
  const space = (last - first) * 0.04 || 43_200_000
  return [first - space, last + space]
}

function Small({ points, time, flux, width, height }: SmallCurveProps) {
  const { left, right, top, bottom } = frameOf(width, height)
  const [x, y] = [linearAxis(...time, 4), linearAxis(...flux, 3)]
  const toX = (value: number) => left + along(x, value) * (right - left)
  const toY = (value: number) => bottom - along(y, value) * (bottom - top)
  return (
    <svg width={width} height={height} aria-hidden="true" style={{ display: 'block' }}>
      {y.ticks.map(({ value, words }) => (
        <g key={words}>
          <path d={`M${left} ${toY(value)}H${right}`} stroke={siteColours.line} />
          <text x={left - 5} y={toY(value) + 3.5} fontSize={10} textAnchor="end" fill={siteColours.muted}>
            {words}
          </text>
        </g>
      ))}
      {points.map((point) => {
        const kind = kindOf(point, limitSigma)
        const [px, value, colour] = [toX(point.timeMs), shownValue(point, limitSigma), siteColours[kind]]
        const bar = kind === 'limit' ? '' : `M${px} ${toY(value - point.error)}V${toY(value + point.error)}`
        const fill = kind === 'detection' ? colour : siteColours.ground
        return (
          <g key={point.id} stroke={colour}>
            <path d={bar} />
            <path d={shapePath(shapes[kind], px, toY(value), 2.6)} fill={fill} />
          </g>
        )
      })}
    </svg>
  )
}

/** A light curve as one of many: detections, forced fits and upper limits differ by shape. */
export const SmallCurve = memo(Small)
