import { curveMarks, legendMarks, legendOf } from './curve/curveMarks.ts'
import type { CurveOptions, CurvePoint } from './curve/curvePoint.ts'
import { layOutCurve } from './curve/layOutCurve.ts'
import { textOfMarks } from './curve/marks.tsx'
import { paperColours } from './curve/plotColours.ts'
import { figurePage, pointsOfMm } from './figure.ts'

const fontSize = 8

/** A light curve as an SVG of a width in mm: always in light colours, words at the size of a paper's. */
export function lightCurveSvg(points: readonly CurvePoint[], options: CurveOptions, widthMm: number): string {
  const width = pointsOfMm(widthMm)
  const height = Math.max(width * 0.45, 168)
  const style = { colours: paperColours, fontSize, isByBand: options.isByBand }
  const layout = layOutCurve(points, options, { width, height: height - fontSize * 2, fontSize })
  const legend = legendOf(layout, points, style, options.limitSigma)
  const marks = [...curveMarks(layout, points, style), ...legendMarks(legend, layout.frame.left, height - fontSize, style)]
  return figurePage({ widthMm, height, body: textOfMarks(marks) })
}
