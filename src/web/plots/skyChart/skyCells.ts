import { ang2pix_nest, corners_nest, pix2vec_nest, type V3 } from '@hscmap/healpix'
import { toFrame, type SkyFrame } from './skyFrame.ts'

/** Sources by HEALPix cell, nested numbering. */
export interface CellCounts {
  readonly order: number
  readonly cells: readonly number[]
  readonly counts: readonly number[]
}

/** A cell on a chart: its corners in the coordinates that are drawn, in degrees. */
export interface SkyCell {
  readonly corners: readonly [number, number][]
  readonly middle: [number, number]
  readonly count: number
}

const deg = 180 / Math.PI

function placeOf(frame: SkyFrame, [x, y, z]: V3): [number, number] {
  return toFrame(frame, [Math.atan2(y, x) * deg, Math.atan2(z, Math.hypot(x, y)) * deg])
}

/** Cells with their corners. */
export function skyCells({ order, cells, counts }: CellCounts, frame: SkyFrame): readonly SkyCell[] {
  const side = 2 ** order
  return cells.map((cell, at) => ({
    corners: corners_nest(side, cell).map((corner) => placeOf(frame, corner)),
    middle: placeOf(frame, pix2vec_nest(side, cell)),
    count: counts[at] ?? 0,
  }))
}

/** How many sources are in the cell of a place. */
export function countAt({ order, cells, counts }: CellCounts, raDeg: number, decDeg: number): number {
  const at = cells.indexOf(ang2pix_nest(2 ** order, (90 - decDeg) / deg, raDeg / deg))
  return counts[at] ?? 0
}

/** The order whose cells are about so many pixels wide. */
export function orderOfCells(pixelsPerDegree: number, cellPx: number, finest: number): number {
  const order = Math.ceil(Math.log2((58.6 * pixelsPerDegree) / cellPx))
  return Math.max(1, Math.min(finest, order))
}
