import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { axisMarks, fixed } from '../curve/axisMarks.ts'
import type { CurveOptions, CurvePoint } from '../curve/curvePoint.ts'
import { layOutCurve, type PlacedPoint } from '../curve/layOutCurve.ts'
import { Marks, textOfMarks, type Mark } from '../curve/marks.tsx'
import { paperColours, siteColours } from '../curve/plotColours.ts'
import { figurePage, pointsOfMm, type Figure } from '../figure.ts'
import { FigureMenu } from '../figureMenu.tsx'
import { PointLegend, type PointStyle } from './pointLegend.tsx'
import classes from './points.module.css'
import { shapePath, type PointShape } from './pointShape.ts'
import { legendHeight, legendSvg, paperColour } from './pointsSvg.ts'

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
  /** Source, run and versions, for the figure that it can be taken away as. */
  readonly origin: string
}

const fontSize = 12
const paperFontSize = 8

/** Beside each other where they would lie on each other. */
const asidePx = 7

function marksOf(
  { points, detection, forced }: OverlaidCurve,
  placed: readonly PlacedPoint[],
  colour: string,
  aside: number,
  ground: string,
): Mark[] {
  const own = new Set(points)
  return placed.flatMap(({ point, kind, x, y, yLow, yHigh }) => {
    if (!own.has(point)) return []
    const shape = kind === 'detection' ? detection : kind === 'forced' ? forced : 'down'
    const line = { stroke: colour, strokeWidth: 1.5 }
    const bar: Mark = { tag: 'path', at: { ...line, d: `M${fixed(x + aside)} ${fixed(yLow)}V${fixed(yHigh)}`, fill: 'none' } }
    const isFilled = kind === 'detection' && shape === 'disc'
    const d = shapePath(shape, x + aside, y, 4)
    return [bar, { tag: 'path', at: { ...line, d, fill: isFilled ? colour : ground } }]
  })
}

function asideOf(index: number, count: number): number {
  return (index - (count - 1) / 2) * asidePx
}

function legendOf(curves: readonly OverlaidCurve[]): readonly PointStyle[] {
  return curves.flatMap(({ words, colour, detection, forced, points }) => [
    { words: `${words}: detection`, colour, shape: detection },
    ...(points.some(({ isForced }) => isForced) ? [{ words: `${words}: forced fit`, colour, shape: forced }] : []),
  ])
}

function svgOf({ options, curves }: Pick<OverlaidCurvesProps, 'options' | 'curves'>, widthMm: number): string {
  const width = pointsOfMm(widthMm)
  const height = Math.max(width * 0.45, 168)
  const all = curves.flatMap(({ points }) => points)
  const layout = layOutCurve(all, options, { width, height, fontSize: paperFontSize })
  const drawn = curves.flatMap((curve, index) =>
    marksOf(curve, layout.points, paperColour(curve.colour), asideOf(index, curves.length) * 0.6, paperColours.ground),
  )
  const legend = legendOf(curves)
  const body = textOfMarks([...axisMarks(layout, paperColours, paperFontSize), ...drawn])
  const below = legendSvg(legend, layout.frame.left, height + paperFontSize, paperFontSize)
  return figurePage({ widthMm, height: height + legendHeight(legend, paperFontSize), body: body + below })
}

function figureOf({ label, options, curves, origin }: OverlaidCurvesProps): Figure {
  return {
    name: `light_curves_${origin.replaceAll(/\W+/g, '_')}`,
    caption: `${label}. ${origin}.`,
    svg: (widthMm) => svgOf({ options, curves }, widthMm),
    rows: {
      columns: [
        { name: 'curve' },
        { name: 'utc' },
        { name: 'flux', unit: options.unit },
        { name: 'error', unit: options.unit },
        { name: 'forced' },
      ],
      rows: curves.flatMap(({ words, points }) =>
        points.map(({ timeMs, value, error, isForced }) => [words, new Date(timeMs).toISOString(), value, error, isForced]),
      ),
    },
  }
}

/** Light curves of one source in one plot, each with shapes and a colour of its own. */
export function OverlaidCurves({ label, options, curves, height = 280, origin }: OverlaidCurvesProps) {
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
              <Marks
                key={curve.words}
                marks={marksOf(curve, layout.points, curve.colour, asideOf(index, curves.length), siteColours.ground)}
              />
            ))}
          </svg>
        )}
      </div>
      <PointLegend styles={legendOf(curves)}>
        <FigureMenu figure={figureOf({ label, options, curves, origin })} label={label} />
      </PointLegend>
    </figure>
  )
}
