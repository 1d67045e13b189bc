import type { Associations, Detections } from '../detections.ts'
import { Int32List } from '../numberList.ts'
import { sortByKey } from '../sortByKey.ts'

/** The catalogue associations of an earlier version: one entry a (source id, measurement id). */
export interface EarlierSources {
  readonly sourceId: Float64Array
  readonly measurementId: Float64Array
}

/** Who belongs to which source: all of {@link Associations} that ids are inherited by. */
export type SourceMembers = Pick<Associations, 'sourceCount' | 'source' | 'detection'>

/** All of {@link Detections} that ids are inherited by. */
export type IdentifiedDetections = Pick<Detections, 'count' | 'id'>

export interface InheritedIds {
  /** Id of every source of {@link Associations}, by its number. */
  readonly sourceId: Float64Array
  /** The run's counter afterwards: the next id that no source of the run ever had. */
  readonly nextSourceId: number
}

const ROWS_PER_IMAGE = 2 ** 20

/** The sources of one earlier version, numbered by their ids: those of each detection are `earlier[offset[row] .. offset[row + 1])`. */
interface SourcesByDetection {
  readonly offset: Int32Array
  readonly earlier: Int32Array
  /** Ascending. */
  readonly ids: Float64Array
}

/** Finds the detection with a measurement id; -1 where the run has it no more. Ids of one image are consecutive. */
function detectionFinder(detections: IdentifiedDetections): (measurementId: number) => number {
  const firstRow = new Map<number, number>()
  for (let row = detections.count - 1; row >= 0; row--) firstRow.set(Math.floor(detections.id[row] / ROWS_PER_IMAGE), row)
  return (measurementId) => {
    const first = firstRow.get(Math.floor(measurementId / ROWS_PER_IMAGE))
    if (first === undefined) return -1
    const row = first + measurementId - detections.id[first]
    return detections.id[row] === measurementId ? row : -1
  }
}

function groupByDetection(version: EarlierSources, detections: IdentifiedDetections): SourcesByDetection {
  const ids = distinctIds(version.sourceId)
  const find = detectionFinder(detections)
  const rows = new Int32Array(version.measurementId.length)
  const offset = new Int32Array(detections.count + 1)
  for (let entry = 0; entry < rows.length; entry++) {
    rows[entry] = find(version.measurementId[entry])
    if (rows[entry] >= 0) offset[rows[entry] + 1]++
  }
  for (let row = 0; row < detections.count; row++) offset[row + 1] += offset[row]
  const next = offset.slice()
  const earlier = new Int32Array(offset[detections.count])
  for (let entry = 0; entry < rows.length; entry++) {
    if (rows[entry] >= 0) earlier[next[rows[entry]]++] = placeOf(ids, version.sourceId[entry])
  }
  return { offset, earlier, ids }
}

function distinctIds(sourceId: Float64Array): Float64Array {
  const sorted = sourceId.slice().sort()
  return sorted.filter((id, place) => place === 0 || id !== sorted[place - 1])
}

/** The place of an id among ascending ones; -1 where it is not among them. */
function placeOf(ids: Float64Array, id: number): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ids[middle] < id) low = middle + 1
    else high = middle
  }
  return ids[low] === id ? low : -1
}

/** Detection rows of each source, as `rows[offset[source] .. offset[source + 1])`. */
function rowsBySource(associations: SourceMembers): { offset: Int32Array; rows: Int32Array } {
  const offset = new Int32Array(associations.sourceCount + 1)
  for (const source of associations.source) offset[source + 1]++
  for (let source = 0; source < associations.sourceCount; source++) offset[source + 1] += offset[source]
  const next = offset.slice()
  const rows = new Int32Array(associations.source.length)
  for (let entry = 0; entry < rows.length; entry++) rows[next[associations.source[entry]]++] = associations.detection[entry]
  return { offset, rows }
}

/** Pairs of a source without id and an earlier source that share measurements, one entry a pair, by source. */
interface Claims {
  readonly source: Int32List
  readonly earlier: Int32List
  readonly shared: Int32List
}

function claimsOf(members: ReturnType<typeof rowsBySource>, version: SourcesByDetection, sourceId: Float64Array): Claims {
  const claims = { source: new Int32List(), earlier: new Int32List(), shared: new Int32List() }
  const shared = new Int32Array(version.ids.length)
  for (let source = 0; source < sourceId.length; source++) {
    if (sourceId[source] !== 0) continue
    const first = claims.source.length
    for (let entry = members.offset[source]; entry < members.offset[source + 1]; entry++) {
      const row = members.rows[entry]
      for (let at = version.offset[row]; at < version.offset[row + 1]; at++) {
        const earlier = version.earlier[at]
        if (shared[earlier]++ > 0) continue
        claims.source.push(source)
        claims.earlier.push(earlier)
      }
    }
    for (let claim = first; claim < claims.source.length; claim++) {
      const earlier = claims.earlier.values[claim]
      claims.shared.push(shared[earlier])
      shared[earlier] = 0
    }
  }
  return claims
}

/** Most shared first, ties to the smaller earlier id, then to the smaller source. */
function claimsInOrder({ earlier, shared }: Claims, earlierCount: number): Int32Array {
  const count = shared.length
  let most = 0
  for (let claim = 0; claim < count; claim++) most = Math.max(most, shared.values[claim])
  const byEarlier = sortByKey(
    Int32Array.from({ length: count }, (_, claim) => claim),
    earlier.values,
    earlierCount,
  )
  const fromMost = shared.values.map((value) => most - value)
  return sortByKey(byEarlier, fromMost, most)
}

/** Gives ids of one earlier version to sources without one; `sourceId` is 0 where a source has none yet. */
function inheritFrom(version: SourcesByDetection, members: ReturnType<typeof rowsBySource>, sourceId: Float64Array): void {
  const { ids } = version
  const isGiven = new Uint8Array(ids.length)
  for (const id of sourceId) {
    const place = id === 0 ? -1 : placeOf(ids, id)
    if (place >= 0) isGiven[place] = 1
  }
  const claims = claimsOf(members, version, sourceId)
  for (const claim of claimsInOrder(claims, ids.length)) {
    const source = claims.source.values[claim]
    const earlier = claims.earlier.values[claim]
    if (sourceId[source] !== 0 || isGiven[earlier] === 1) continue
    sourceId[source] = ids[earlier]
    isGiven[earlier] = 1
  }
}

/**
 * Gives every source its id: the one it had, as far as it can be recognised, else a new one.
 *
 * A source inherits from the newest version first, then from older ones, the id of the earlier source with which it
 * shares the most catalogue measurements; ties go to the smaller id; an id is given once. New ids follow the order of
 * the sources and start at the run's counter, which never goes back.
 *
 * @param earlier versions of the run, newest first
 * @param nextSourceId the run's counter
 */
export function inheritSourceIds(
  associations: SourceMembers,
  detections: IdentifiedDetections,
  earlier: readonly EarlierSources[],
  nextSourceId: number,
): InheritedIds {
  const sourceId = new Float64Array(associations.sourceCount)
  const members = rowsBySource(associations)
  for (const version of earlier) inheritFrom(groupByDetection(version, detections), members, sourceId)
  let next = nextSourceId
  for (let source = 0; source < sourceId.length; source++) if (sourceId[source] === 0) sourceId[source] = next++
  return { sourceId, nextSourceId: next }
}
