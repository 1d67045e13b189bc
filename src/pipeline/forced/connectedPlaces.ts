import { type DisjointSets, disjointSets, joinSets, rootOf } from '../../sky/disjointSets.ts'
import type { ForcedRequests } from './requests.ts'
import { insideMargin } from './stampGeometry.ts'
import type { StampGeometry } from './stampGeometry.ts'

/** Positions in one image, of which some want a fit. */
export type Places = Pick<ForcedRequests, 'count' | 'x' | 'y' | 'wantsFit'>

/** The indices of the places inside the edge margin, sorted by (y, x, index). */
export function placesByRow({ count, x, y }: Places, geometry: StampGeometry): Int32Array {
  const inside = new Int32Array(count)
  let kept = 0
  for (let i = 0; i < count; i++) if (insideMargin(geometry, x[i], y[i])) inside[kept++] = i
  return inside.subarray(0, kept).sort((i, j) => y[i] - y[j] || x[i] - x[j] || i - j)
}

/**
 * Connected components of the wanted fits whose centres are within `radius` pixels, and each other place alone: in the
 * order of their first member, members in the given order (which must be by rows). A radius of 0 connects nothing.
 */
export function connectedPlaces({ x, y, wantsFit }: Places, order: Int32Array, radius: number): Int32Array[] {
  const sets = disjointSets(order.length)
  for (let i = 0; i < order.length; i++) {
    const here = order[i]
    if (radius <= 0 || wantsFit[here] === 0) continue
    for (let j = i - 1; j >= 0; j--) {
      const dy = y[here] - y[order[j]]
      if (dy > radius) break
      const dx = x[here] - x[order[j]]
      if (wantsFit[order[j]] === 1 && dx * dx + dy * dy <= radius * radius) joinSets(sets, i, j)
    }
  }
  return collect(sets, order)
}

function collect(sets: DisjointSets, order: Int32Array): Int32Array[] {
  const sizes = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) sizes[rootOf(sets, i)]++
  const components: Int32Array[] = []
  const slot = new Int32Array(order.length).fill(-1)
  const filled = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) {
    const root = rootOf(sets, i)
    if (slot[root] === -1) {
      slot[root] = components.length
      components.push(new Int32Array(sizes[root]))
    }
    components[slot[root]][filled[root]++] = order[i]
  }
  return components
}
