import type { Associations, Detections } from '../detections.ts'

/** The catalogue associations of an earlier version: one entry a (source id, measurement id). */
export interface EarlierSources {
  readonly sourceId: Float64Array
  readonly measurementId: Float64Array
}

export interface InheritedIds {
  /** Id of every source of {@link Associations}, by its number. */
  readonly sourceId: Float64Array
  /** The run's counter afterwards: the next id that no source of the run ever had. */
  readonly nextSourceId: number
}

const ROWS_PER_IMAGE = 2 ** 20

/** Sources of one earlier version that contain each detection: `sourceId[offset[row] .. offset[row + 1])`. */
interface SourcesByDetection {
  readonly offset: Int32Array
  readonly sourceId: Float64Array
}

/** Finds the detection with a measurement id; -1 where the run has it no more. Ids of one image are consecutive. */
function detectionFinder(detections: Detections): (measurementId: number) => number {
  const firstRow = new Map<number, number>()
  for (let row = detections.count - 1; row >= 0; row--) firstRow.set(Math.floor(detections.id[row] / ROWS_PER_IMAGE), row)
  return (measurementId) => {
    const first = firstRow.get(Math.floor(measurementId / ROWS_PER_IMAGE))
    if (first === undefined) return -1
    const row = first + measurementId - detections.id[first]
    return detections.id[row] === measurementId ? row : -1
  }
}

function groupByDetection(earlier: EarlierSources, detections: Detections): SourcesByDetection {
  const find = detectionFinder(detections)
  const rows = Int32Array.from(earlier.measurementId, find)
  const offset = new Int32Array(detections.count + 1)
  for (const row of rows) if (row >= 0) offset[row + 1]++
  for (let row = 0; row < detections.count; row++) offset[row + 1] += offset[row]
  const next = offset.slice()
  const sourceId = new Float64Array(offset[detections.count])
  for (let entry = 0; entry < rows.length; entry++) {
    if (rows[entry] >= 0) sourceId[next[rows[entry]]++] = earlier.sourceId[entry]
  }
  return { offset, sourceId }
}

interface Claim {
  readonly source: number
  readonly id: number
  readonly shared: number
}

/** Detection rows of each source, as `rows[offset[source] .. offset[source + 1])`. */
function rowsBySource(associations: Associations): { offset: Int32Array; rows: Int32Array } {
  const offset = new Int32Array(associations.sourceCount + 1)
  for (const source of associations.source) offset[source + 1]++
  for (let source = 0; source < associations.sourceCount; source++) offset[source + 1] += offset[source]
  const next = offset.slice()
  const rows = new Int32Array(associations.source.length)
  for (let entry = 0; entry < rows.length; entry++) rows[next[associations.source[entry]]++] = associations.detection[entry]
  return { offset, rows }
}

/** All (source, earlier id) pairs that share a measurement, most shared first, ties to the smaller id, then the smaller source. */
function claimsOf(members: ReturnType<typeof rowsBySource>, earlier: SourcesByDetection, isOpen: (source: number) => boolean): Claim[] {
  const claims: Claim[] = []
  for (let source = 0; source + 1 < members.offset.length; source++) {
    if (!isOpen(source)) continue
    const shared = new Map<number, number>()
    for (let entry = members.offset[source]; entry < members.offset[source + 1]; entry++) {
      const row = members.rows[entry]
      for (let at = earlier.offset[row]; at < earlier.offset[row + 1]; at++) {
        shared.set(earlier.sourceId[at], (shared.get(earlier.sourceId[at]) ?? 0) + 1)
      }
    }
    for (const [id, count] of shared) claims.push({ source, id, shared: count })
  }
  return claims.sort((a, b) => b.shared - a.shared || a.id - b.id || a.source - b.source)
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
  associations: Associations,
  detections: Detections,
  earlier: readonly EarlierSources[],
  nextSourceId: number,
): InheritedIds {
  const sourceId = new Float64Array(associations.sourceCount)
  const given = new Set<number>()
  const members = rowsBySource(associations)
  for (const version of earlier) {
    const claims = claimsOf(members, groupByDetection(version, detections), (source) => sourceId[source] === 0)
    for (const { source, id } of claims) {
      if (sourceId[source] !== 0 || given.has(id)) continue
      sourceId[source] = id
      given.add(id)
    }
  }
  let next = nextSourceId
  for (let source = 0; source < sourceId.length; source++) if (sourceId[source] === 0) sourceId[source] = next++
  return { sourceId, nextSourceId: next }
}
