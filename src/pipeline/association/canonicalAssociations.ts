import type { Associations } from '../detections.ts'
import { sortRelations } from './relations.ts'
import type { SourceBook } from './sourceBook.ts'

/**
 * The finished associations. Sources are numbered by their lists of detection rows, compared element by element, so
 * that neither the order in which they began nor a division of the work shows in the numbers. No two lists are equal:
 * a fork and its source part at different detections, and none joins a source twice.
 */
export function canonicalAssociations(book: SourceBook, detectionCount: number): Associations {
  const unsorted = unrollChains(book)
  const order = canonicalOrder(unsorted, detectionCount)
  const number = new Int32Array(book.count)
  for (let i = 0; i < order.length; i++) number[order[i]] = i

  const total = unsorted.detection.length
  const source = new Int32Array(total)
  const detection = new Int32Array(total)
  const separationArcsec = new Float64Array(total)
  const deRuiterRadius = new Float64Array(total)
  let at = 0
  for (let i = 0; i < order.length; i++) {
    const end = unsorted.start[order[i] + 1]
    for (let k = unsorted.start[order[i]]; k < end; k++, at++) {
      const entry = unsorted.entry[k]
      source[at] = i
      detection[at] = unsorted.detection[k]
      separationArcsec[at] = book.entrySeparationArcsec.values[entry]
      deRuiterRadius[at] = book.entryDeRuiter.values[entry]
    }
  }
  const relations = sortRelations(renumbered(book.relationFrom, number), renumbered(book.relationTo, number), book.count)
  return {
    sourceCount: book.count,
    source,
    detection,
    separationArcsec,
    deRuiterRadius,
    relationFrom: relations.from,
    relationTo: relations.to,
  }
}

interface Unrolled {
  /** The list of source s is `[start[s], start[s + 1])` in the two others, oldest first. */
  readonly start: Int32Array
  readonly entry: Int32Array
  readonly detection: Int32Array
}

function unrollChains(book: SourceBook): Unrolled {
  const start = new Int32Array(book.count + 1)
  for (let s = 0; s < book.count; s++) start[s + 1] = start[s] + book.entries[s]
  const entry = new Int32Array(start[book.count])
  const detection = new Int32Array(start[book.count])
  for (let s = 0; s < book.count; s++) {
    let at = start[s + 1]
    for (let e = book.newest[s]; e >= 0; e = book.entryBefore.values[e]) {
      entry[--at] = e
      detection[at] = book.entryDetection.values[e]
    }
  }
  return { start, entry, detection }
}

/** Sources by first detection, which only forks share; those few are then compared in full. */
function canonicalOrder({ start, detection }: Unrolled, detectionCount: number): Int32Array {
  const sourceCount = start.length - 1
  const slot = new Int32Array(detectionCount + 1)
  for (let s = 0; s < sourceCount; s++) slot[detection[start[s]] + 1]++
  for (let row = 0; row < detectionCount; row++) slot[row + 1] += slot[row]
  const order = new Int32Array(sourceCount)
  const fill = slot.slice()
  for (let s = 0; s < sourceCount; s++) order[fill[detection[start[s]]]++] = s
  const compare = (a: number, b: number) => compareLists(detection, start[a], start[a + 1], start[b], start[b + 1])
  for (let row = 0; row < detectionCount; row++) {
    if (slot[row + 1] > slot[row] + 1) order.subarray(slot[row], slot[row + 1]).sort(compare)
  }
  return order
}

function compareLists(values: Int32Array, a: number, endOfA: number, b: number, endOfB: number): number {
  let i = 0
  while (a + i < endOfA && b + i < endOfB && values[a + i] === values[b + i]) i++
  if (a + i === endOfA || b + i === endOfB) return endOfA - a - (endOfB - b)
  return values[a + i] - values[b + i]
}

function renumbered(sources: { values: Int32Array; length: number }, number: Int32Array): Int32Array {
  return sources.values.subarray(0, sources.length).map((source) => number[source])
}
