import { type DisjointSets, disjointSets, joinSets, rootOf } from '../sky/disjointSets.ts'
import { beamMetric } from './blends.ts'
import { CellGrid } from './cellGrid.ts'
import { type Ellipse, momentsOfEllipse } from './ellipse.ts'
import type { Detected } from './measure.ts'

/** Selavy grows an island down to this many times the noise. */
export const growthSigma = 3
const farthestLinkBeams = 3

/** Components in catalogue order: islands by falling flux, and in each the components by falling flux. */
export interface Islands {
  /** Rows of the detected components, in catalogue order. */
  readonly order: Int32Array
  /** For each entry of {@link order}: its island, from 0, and its place in it, from 0. */
  readonly island: Int32Array
  readonly place: Int32Array
  /** Components in each island. */
  readonly size: Int32Array
}

/**
 * Groups components whose areas above the growth threshold meet. A component of signal to noise s reaches
 * sqrt(log2(s / 3)) / 2 beams far; 0.2 beams are added for what two flanks have together, and no pair further apart than
 * three beams is joined.
 */
export function groupIslands(detected: Detected, beam: Ellipse, pixelScaleArcsec: number): Islands {
  const sets = linkComponents(detected, beam, pixelScaleArcsec)
  const root = sets.map((_, i) => rootOf(sets, i))
  const flux = new Float64Array(detected.count)
  for (let i = 0; i < detected.count; i++) flux[root[i]] += detected.intMjy[i]
  const order = Int32Array.from(root.keys()).sort((i, j) => {
    if (root[i] !== root[j]) return flux[root[j]] - flux[root[i]] || root[i] - root[j]
    return detected.intMjy[j] - detected.intMjy[i] || i - j
  })
  const island = new Int32Array(detected.count)
  const place = new Int32Array(detected.count)
  const size: number[] = []
  for (const [at, i] of order.entries()) {
    const isNew = at === 0 || root[i] !== root[order[at - 1]]
    if (isNew) size.push(0)
    island[at] = size.length - 1
    place[at] = size[size.length - 1]++
  }
  return { order, island, place, size: Int32Array.from(size) }
}

function linkComponents(detected: Detected, beam: Ellipse, pixelScaleArcsec: number): DisjointSets {
  const sets = disjointSets(detected.count)
  const metric = beamMetric(momentsOfEllipse(beam), pixelScaleArcsec)
  const grid = new CellGrid(detected.x, detected.y, (farthestLinkBeams * beam.majorArcsec) / pixelScaleArcsec)
  const near = new Int32Array(detected.count)
  for (let i = 0; i < detected.count; i++) {
    const count = grid.near(detected.x[i], detected.y[i], near)
    for (let n = 0; n < count; n++) {
      const j = near[n]
      if (j <= i) continue
      const link = Math.min(farthestLinkBeams, 0.2 + reachBeams(detected, i) + reachBeams(detected, j))
      if (metric(detected.x[j] - detected.x[i], detected.y[j] - detected.y[i]) >= link) continue
      joinSets(sets, i, j)
    }
  }
  return sets
}

function reachBeams(detected: Detected, i: number): number {
  return Math.sqrt(Math.max(0, Math.log2(detected.peakMjy[i] / (growthSigma * detected.rmsMjy[i])))) / 2
}
