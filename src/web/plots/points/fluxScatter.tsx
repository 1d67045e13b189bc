import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { along, linearAxis, logAxis, type Axis } from '../curve/axis.ts'
import { axisMarks } from '../curve/axisMarks.ts'
import { Marks } from '../curve/marks.tsx'
import { siteColours } from '../curve/plotColours.ts'
import { PointCanvas, type DrawnPoint } from './pointCanvas.tsx'
import { PointLegend, type PointStyle } from './pointLegend.tsx'
import classes from './points.module.css'

/** A source by its mean flux densities before and after, mJy/beam. */
export interface FluxPair {
  readonly id: number
  readonly from: number
  readonly to: number
  /** Its place in the list of styles. */
  readonly style: number
}

interface FluxScatterProps {
  readonly label: string
  readonly titles: readonly [from: string, to: string]
  readonly pairs: readonly FluxPair[]
  readonly styles: readonly PointStyle[]
  readonly height?: number
  readonly selectedId: number | null
  readonly onPick: (id: number) => void
  readonly remark?: string | undefined
}

const fontSize = 12

/** Both axes alike, so that what is the same lies on the diagonal; logarithmic where no value is 0 or less. */
function axisOf(pairs: readonly FluxPair[]): Axis {
  let [low, high] = [Infinity, -Infinity]
  for (const { from, to } of pairs) [low, high] = [Math.min(low, from, to), Math.max(high, from, to)]
  if (low > 0) return logAxis(low / 1.3, high * 1.3)
  const space = (high - low) * 0.05 || 1
  return linearAxis(low - space, high + space, 5)
}

/** Mean flux densities of sources in one version against those in another. */
export function FluxScatter({ label, titles, pairs, styles, height = 300, selectedId, onPick, remark }: FluxScatterProps) {
  const { ref, width } = useElementSize()
  const axis = useMemo(() => axisOf(pairs), [pairs])
  const frame = useMemo(() => ({ left: 56, right: width - 12, top: 10, bottom: height - 40 }), [width, height])
  const points = useMemo(
    () =>
      pairs.flatMap(({ id, from, to, style }): DrawnPoint[] => {
        const look = styles[style]
        if (!look || width === 0) return []
        const x = frame.left + along(axis, from) * (frame.right - frame.left)
        const y = frame.bottom - along(axis, to) * (frame.bottom - frame.top)
        return [{ id, x, y, shape: look.shape, colour: look.colour, radius: look.shape === 'disc' ? 1.5 : 3.5 }]
      }),
    [pairs, styles, axis, frame, width],
  )
  const used = styles.filter((_, index) => pairs.some(({ style }) => style === index))
  return (
    <figure className={classes.figure}>
      <div ref={ref} className={`${classes.frame} site-panel`} style={{ height }} role="img" aria-label={label}>
        {width > 0 && (
          <>
            <svg className={classes.ground} width={width} height={height} aria-hidden="true">
              <Marks marks={axisMarks({ frame, x: axis, y: axis, xTitle: titles[0], yTitle: titles[1] }, siteColours, fontSize)} />
              <path className={classes.diagonal} d={`M${frame.left} ${frame.bottom}L${frame.right} ${frame.top}`} />
            </svg>
            <PointCanvas width={width} height={height} points={points} selectedId={selectedId} onPick={onPick} />
          </>
        )}
      </div>
      <PointLegend styles={used}>{remark && <span>{remark}</span>}</PointLegend>
    </figure>
  )
}
