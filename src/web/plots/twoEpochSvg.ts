import type { EpochPair } from './curve/epochPairs.ts'
import { layOutPairs, pairMarks } from './curve/layOutPairs.ts'
import { textOfMarks } from './curve/marks.tsx'
import { paperColours } from './curve/plotColours.ts'
import { figurePage, pointsOfMm } from './figure.ts'

const fontSize = 8

/** The two-epoch graph as an SVG of a width in mm, in light colours. */
export function twoEpochSvg(pairs: readonly EpochPair[], widthMm: number): string {
  const width = pointsOfMm(widthMm)
  const height = Math.max(width * 0.6, 140)
  const layout = layOutPairs(pairs, { width, height, fontSize })
  return figurePage({ widthMm, height, body: textOfMarks(pairMarks(layout, paperColours, fontSize)) })
}
