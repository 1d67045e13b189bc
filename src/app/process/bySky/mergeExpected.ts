import { expectedRows, type ExpectedImages } from '../../../pipeline/coverage/expectedImages.ts'
import { rowNumbers, sortByKey } from '../../../pipeline/sortByKey.ts'

/** Where images missed the sources of one part of the sky. */
export interface ExpectedInPart {
  readonly expected: ExpectedImages
  /** The number in the run of each source of the part. */
  readonly numbers: Int32Array
}

/**
 * The images of the whole run that should show its sources and did not, by image, then source, as from looking at all sources
 * at once; but groups are numbered part after part, and `firstDetection` is the source's own number.
 */
export function mergeExpected(parts: readonly ExpectedInPart[], imageCount: number, sourceCount: number): ExpectedImages {
  const count = parts.reduce((sum, { expected }) => sum + expected.count, 0)
  const joined = expectedRows(count)
  let first = 0
  let groupCount = 0
  for (const { expected, numbers } of parts) {
    for (const name of ['imageIndex', 'x', 'y', 'beforeFirst', 'rank'] as const) joined[name].set(expected[name], first)
    for (let i = 0; i < expected.count; i++) {
      joined.source[first + i] = numbers[expected.source[i]]
      joined.group[first + i] = groupCount + expected.group[i]
    }
    first += expected.count
    groupCount += expected.groupCount
  }
  const order = sortByKey(sortByKey(rowNumbers(count), joined.source, sourceCount), joined.imageIndex, imageCount)
  const sorted = expectedRows(count)
  for (const name of ['source', 'imageIndex', 'x', 'y', 'beforeFirst', 'group', 'rank'] as const) {
    for (let i = 0; i < count; i++) sorted[name][i] = joined[name][order[i]]
  }
  // Of the run, only the detections that sources begin with are in memory: each stands for its own.
  return { ...sorted, groupCount, firstDetection: rowNumbers(sourceCount) }
}
