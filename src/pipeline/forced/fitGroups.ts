import { connectedPlaces, placesByRow } from './connectedPlaces.ts'
import type { ForcedRequests } from './requests.ts'
import { roundHalfEven, stampFirst, stampLast } from './stampGeometry.ts'
import type { StampGeometry } from './stampGeometry.ts'

/** Requests of one image, in the sets that are measured together, sorted by first row. */
export interface FitGroup {
  /** Indices of requests, sorted by (y, x, index). */
  readonly members: Int32Array
  /** 1 for members whose result counts; the others only surround them in a part of a tall cluster. */
  readonly core: Uint8Array
  readonly firstRow: number
  readonly lastRow: number
}

/** Beam widths of context about a part of a cluster that is too tall for one piece; what lies beyond moves no flux by more than 1e-8. */
const contextBeams = 8

export interface GroupingLimits {
  readonly clusterThreshold: number
  readonly maxGroupRows: number
}

/**
 * Sets of requests inside the edge margin: true connected components of the wanted fits whose centres are within
 * `clusterThreshold` BMAJ, and each other request alone. A component of more than `maxGroupRows` rows comes in parts
 * that overlap, each with its context.
 */
export function fitGroups(requests: ForcedRequests, geometry: StampGeometry, limits: GroupingLimits): FitGroup[] {
  const order = placesByRow(requests, geometry)
  const groups: FitGroup[] = []
  for (const members of connectedPlaces(requests, order, limits.clusterThreshold * geometry.beamMajorPixels)) {
    const group = toGroup(requests, geometry, members, new Uint8Array(members.length).fill(1))
    if (group.lastRow - group.firstRow < limits.maxGroupRows) groups.push(group)
    else groups.push(...partsOf(requests, geometry, members, limits.maxGroupRows))
  }
  return groups.sort((a, b) => a.firstRow - b.firstRow || a.members[0] - b.members[0])
}

function toGroup(requests: ForcedRequests, geometry: StampGeometry, members: Int32Array, core: Uint8Array): FitGroup {
  const { y, wantsFit } = requests
  let firstRow = geometry.height - 1
  let lastRow = 0
  for (const i of members) {
    const row = roundHalfEven(y[i])
    const fit = wantsFit[i] === 1
    firstRow = Math.min(firstRow, row - geometry.blankHalfPixels, fit ? stampFirst(geometry, y[i]) : row)
    lastRow = Math.max(lastRow, row + geometry.blankHalfPixels, fit ? stampLast(geometry, y[i], geometry.height) : row)
  }
  return { members, core, firstRow: Math.max(0, firstRow), lastRow: Math.min(geometry.height - 1, lastRow) }
}

/** Bands of equal height over a tall component; each takes along the members within the context above and below. */
function partsOf(requests: ForcedRequests, geometry: StampGeometry, members: Int32Array, maxGroupRows: number): FitGroup[] {
  const { y } = requests
  const context = contextBeams * geometry.beamMajorPixels
  const bandRows = Math.max(1, maxGroupRows - 2 * (context + geometry.stampHalfPixels + 1))
  const parts: FitGroup[] = []
  let from = 0
  while (from < members.length) {
    const top = y[members[from]]
    let until = from
    while (until < members.length && y[members[until]] < top + bandRows) until++
    let begin = from
    while (begin > 0 && y[members[begin - 1]] >= top - context) begin--
    let end = until
    while (end < members.length && y[members[end]] < top + bandRows + context) end++
    const core = new Uint8Array(end - begin).fill(1, from - begin, until - begin)
    parts.push(toGroup(requests, geometry, members.slice(begin, end), core))
    from = until
  }
  return parts
}
