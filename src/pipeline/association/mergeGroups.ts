import type { AssociationOutcome } from './associate.ts'
import { sortRelations } from './relations.ts'
import type { SkyGroup } from './skyGroups.ts'

/** What the association of one group gave, its detections numbered within the group. */
export interface AssociatedGroup {
  readonly group: SkyGroup
  readonly outcome: AssociationOutcome
}

/**
 * The associations of the whole run from those of its groups, in any order of the groups: the very bytes that
 * associating everything at once gives.
 *
 * @param detectionCount number of detections of the whole run
 */
export function mergeGroups(parts: readonly AssociatedGroup[], detectionCount: number): AssociationOutcome {
  const numbers = renumberSources(parts, detectionCount)
  const sourceCount = numbers.reduce((sum, { length }) => sum + length, 0)
  const start = entryStarts(parts, numbers, sourceCount)
  const total = start[sourceCount]
  const source = new Int32Array(total)
  const detection = new Int32Array(total)
  const separationArcsec = new Float64Array(total)
  const deRuiterRadius = new Float64Array(total)
  for (const [p, { group, outcome }] of parts.entries()) {
    for (let i = 0; i < outcome.source.length; i++) {
      const merged = numbers[p][outcome.source[i]]
      const at = start[merged]++
      source[at] = merged
      detection[at] = group.rows[outcome.detection[i]]
      separationArcsec[at] = outcome.separationArcsec[i]
      deRuiterRadius[at] = outcome.deRuiterRadius[i]
    }
  }
  const relations = mergeRelations(parts, numbers, sourceCount)
  return {
    sourceCount,
    source,
    detection,
    separationArcsec,
    deRuiterRadius,
    relationFrom: relations.from,
    relationTo: relations.to,
    droppedDetection: concatenate(parts.map(({ group, outcome }) => outcome.droppedDetection.map((row) => group.rows[row]))).sort(),
  }
}

/**
 * The number in the whole run of every source of every part. Parts share no detection, and within a part the numbers
 * are in order already, so that first detections decide.
 */
function renumberSources(parts: readonly AssociatedGroup[], detectionCount: number): Int32Array[] {
  const next = new Int32Array(detectionCount + 1)
  const firsts = parts.map(firstDetections)
  for (const first of firsts) for (const row of first) next[row + 1]++
  for (let row = 0; row < detectionCount; row++) next[row + 1] += next[row]
  return firsts.map((first) => first.map((row) => next[row]++))
}

function firstDetections({ group, outcome }: AssociatedGroup): Int32Array {
  const first = new Int32Array(outcome.sourceCount)
  for (let i = outcome.source.length - 1; i >= 0; i--) first[outcome.source[i]] = group.rows[outcome.detection[i]]
  return first
}

/** Where the entries of each source begin; one past the last, the total. */
function entryStarts(parts: readonly AssociatedGroup[], numbers: readonly Int32Array[], sourceCount: number): Int32Array {
  const start = new Int32Array(sourceCount + 1)
  for (const [p, { outcome }] of parts.entries()) for (const source of outcome.source) start[numbers[p][source] + 1]++
  for (let s = 0; s < sourceCount; s++) start[s + 1] += start[s]
  return start
}

function mergeRelations(parts: readonly AssociatedGroup[], numbers: readonly Int32Array[], sourceCount: number) {
  const from = concatenate(parts.map(({ outcome }, p) => outcome.relationFrom.map((source) => numbers[p][source])))
  const to = concatenate(parts.map(({ outcome }, p) => outcome.relationTo.map((source) => numbers[p][source])))
  return sortRelations(from, to, sourceCount)
}

function concatenate(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  return all
}
