import type { GeoProjection } from 'd3-geo'
import type { ChartSize } from './aitoff.ts'
import type { SkyLabel } from './skyNet.ts'

/** A label as it is written: `x` is its middle, or its left end. */
export interface PlacedLabel {
  readonly words: string
  readonly x: number
  readonly y: number
  readonly anchor: 'middle' | 'start'
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Of letters and figures of the site's font, in parts of its size. */
const meanWidth = 0.6

function areApart(a: Box, b: Box): boolean {
  return a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top
}

/**
 * Those labels that stand whole on a chart and over no other, just above their lines; latitudes, which are the fewer, come
 * first.
 *
 * @param fontSize in the unit of the chart's size
 */
export function placeLabels(
  labels: readonly SkyLabel[],
  projection: GeoProjection,
  { width, height }: ChartSize,
  fontSize: number,
): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = []
  const taken: Box[] = []
  const gap = fontSize / 3
  for (const { words, place, isLon } of labels.toSorted((a, b) => Number(a.isLon) - Number(b.isLon))) {
    const [atX = Number.NaN, atY = Number.NaN] = projection(place) ?? []
    const [x, y] = [isLon ? atX : atX + gap, atY - gap]
    const wide = words.length * meanWidth * fontSize
    const left = isLon ? x - wide / 2 : x
    const box = { left, right: left + wide, top: y - fontSize, bottom: y + gap }
    const isInside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height
    if (!isInside || !taken.every((other) => areApart(box, other))) continue
    taken.push(box)
    placed.push({ words, x, y, anchor: isLon ? 'middle' : 'start' })
  }
  return placed
}
