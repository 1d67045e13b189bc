import { connectedPlaces, placesByRow } from './connectedPlaces.ts'
import type { Places } from './connectedPlaces.ts'
import { noFits } from './requests.ts'
import type { ForcedFits, ForcedRequests } from './requests.ts'
import type { StampGeometry } from './stampGeometry.ts'

/** What an image said before at places of its own: of the same maps, under the same `ForcedSettings`, by the same program. */
export interface EarlierPlaces extends Places, ForcedFits {}

/**
 * Finds for each request the earlier place that has the bits of what a measurement would give: one at the very same
 * position and, where a fit is wanted, in a cluster that had the same members at the very same positions.
 *
 * @returns by request, the index of the earlier place; -1 where there is none, and outside the edge margin
 */
export function sameEarlierPlaces(requests: ForcedRequests, earlier: EarlierPlaces, geometry: StampGeometry, radius: number): Int32Array {
  const [order, earlierOrder] = [placesByRow(requests, geometry), placesByRow(earlier, geometry)]
  const clusters = connectedPlaces(earlier, earlierOrder, radius)
  const clusterOf = new Int32Array(earlier.count).fill(-1)
  for (const [index, members] of clusters.entries()) for (const place of members) clusterOf[place] = index
  const same = samePositions(requests, order, earlier, earlierOrder)
  for (const members of connectedPlaces(requests, order, radius)) {
    if (requests.wantsFit[members[0]] === 0) continue
    const first = same[members[0]]
    const cluster = first === -1 ? undefined : clusters[clusterOf[first]]
    const isSame = cluster?.length === members.length && members.every((member, k) => isAt(requests, member, earlier, cluster[k]))
    for (const [k, member] of members.entries()) same[member] = isSame ? cluster[k] : -1
  }
  return same
}

/** By place, an earlier place at its position, which wanted a fit where this one does; -1 where there is none. */
function samePositions(places: Places, order: Int32Array, earlier: Places, earlierOrder: Int32Array): Int32Array {
  const same = new Int32Array(places.count).fill(-1)
  let next = 0
  for (const place of order) {
    while (next < earlierOrder.length && isBefore(earlier, earlierOrder[next], places, place)) next++
    for (let at = next; at < earlierOrder.length && same[place] === -1 && isAt(places, place, earlier, earlierOrder[at]); at++) {
      if (earlier.wantsFit[earlierOrder[at]] >= places.wantsFit[place]) same[place] = earlierOrder[at]
    }
  }
  return same
}

function isAt(places: Places, place: number, others: Places, other: number): boolean {
  return places.x[place] === others.x[other] && places.y[place] === others.y[other]
}

function isBefore(places: Places, place: number, others: Places, other: number): boolean {
  return places.y[place] < others.y[other] || (places.y[place] === others.y[other] && places.x[place] < others.x[other])
}

/** The fits of all requests: those of the earlier places where there is one, else the measured ones in their order. */
export function withEarlierFits(requests: ForcedRequests, same: Int32Array, earlier: ForcedFits, measured: ForcedFits): ForcedFits {
  const { count, wantsFit } = requests
  const fits = noFits(count)
  let next = 0
  for (let i = 0; i < count; i++) {
    const [from, at] = same[i] === -1 ? [measured, next++] : [earlier, same[i]]
    fits.covered[i] = from.covered[at]
    fits.rmsMjy[i] = from.rmsMjy[at]
    if (wantsFit[i] === 0) continue
    fits.fitted[i] = from.fitted[at]
    fits.fluxMjy[i] = from.fluxMjy[at]
    fits.fluxErrMjy[i] = from.fluxErrMjy[at]
    fits.chiSquared[i] = from.chiSquared[at]
    fits.degreesOfFreedom[i] = from.degreesOfFreedom[at]
  }
  return fits
}
