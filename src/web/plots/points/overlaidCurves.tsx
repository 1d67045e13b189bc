import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { axisMarks, fixed } from '../curve/axisMarks.ts'
import type { CurveOptions, CurvePoint } from '../curve/curvePoint.ts'
import { layOutCurve, type PlacedPoint } from '../curve/layOutCurve.ts'
import { Marks, type Mark } from '../curve/marks.tsx'
import { siteColours } from '../curve/plotColours.ts'
import { PointLegend } from './pointLegend.tsx'
import classes from './points.module.css'
import { shapePath, type PointShape } from './pointShape.ts'

/** A light curve among others. */
export interface OverlaidCurve {
  readonly words: string
  readonly points: readonly CurvePoint[]
  readonly colour: string
  readonly detection: PointShape
  readonly forced: PointShape
}

interface OverlaidCurvesProps {
  readonly label: string
  readonly options: CurveOptions
  readonly curves: readonly OverlaidCurve[]
  readonly height?: number
}

const fontSize = 12

/** Beside each other where they would lie on each other. */
const asidePx = 7

function marksOf({ points, detection, forced }: OverlaidCurve, placed: readonly PlacedPoint[], colour: string, aside: number): Mark[] {
  const own = new Set(points)
  return placed.flatMap(({ point, kind, x, y, yLow, yHigh }) => {
    if (!own.has(point)) return []
    const shape = kind === 'detection' ? detection : kind === 'forced' ? forced : 'down'
    const line = { stroke: colour, strokeWidth: 1.5 }
    const bar: Mark = { tag: 'path', at: { ...line, d: `M${fixed(x + aside)} ${fixed(yLow)}V${fixed(yHigh)}`, fill: 'none' } }
    const isFilled = kind === 'detection' && shape === 'disc'
    const d = shapePath(shape, x + aside, y, 4)
    return [bar, { tag: 'path', at: { ...line, d, fill: isFilled ? colour : siteColours.ground } }]
  })
}

/** Light curves of one source in one plot, each with shapes and a colour of its own. */
export function OverlaidCurves({ label, options, curves, height = 280 }: OverlaidCurvesProps) {
  const { ref, width } = useElementSize()
  const all = useMemo(() => curves.flatMap(({ points }) => points), [curves])
  const layout = useMemo(
    () => (width > 0 && all.length > 0 ? layOutCurve(all, options, { width, height, fontSize }) : null),
    [all, options, width, height],
  )
  return (
    <figure className={classes.figure}>
      <div ref={ref} className={classes.frame} style={{ height }} role="img" aria-label={label}>
        {layout && (
          <svg width={width} height={height} aria-hidden="true">
            <Marks marks={axisMarks(layout, siteColours, fontSize)} />
            {curves.map((curve, index) => (
              <Marks key={curve.words} marks={marksOf(curve, layout.points, curve.colour, (index - (curves.length - 1) / 2) * asidePx)} />
            ))}
          </svg>
        )}
      </div>
      <PointLegend
        styles={curves.flatMap(({ words, colour, detection, forced, points }) => [
          { words: `${words}: detection`, colour, shape: detection },
          ...(points.some(({ isForced }) => isForced) ? [{ words: `${words}: forced fit`, colour, shape: forced }] : []),
        ])}
      />
    </figure>
  )
}
