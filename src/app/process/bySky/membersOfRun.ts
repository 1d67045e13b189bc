import type { IdentifiedDetections, SourceMembers } from '../../../pipeline/identity/inheritSourceIds.ts'
import type { PartedSources } from './associateParts.ts'
import type { PartedDetections } from './partedDetections.ts'

export interface IdentifiedMembers {
  readonly associations: SourceMembers
  readonly detections: IdentifiedDetections
}

/**
 * Who belongs to which source in the whole run, as sources inherit their ids from earlier versions: in memory, 16 bytes a
 * measurement.
 */
export function membersOfRun(detections: PartedDetections, { entries, numbers, sourceCount, detected }: PartedSources): IdentifiedMembers {
  const total = detected.reduce((sum, count) => sum + count, 0)
  const source = new Int32Array(total)
  const detection = new Int32Array(total)
  const id = new Float64Array(detections.count)
  let first = 0
  for (const [part, inRun] of numbers.entries()) {
    const own = entries.read(part)
    const { rows, detections: ofPart } = detections.load(part)
    for (let row = 0; row < rows.length; row++) id[rows[row]] = ofPart.id[row]
    for (let entry = 0; entry < own.source.length; entry++) {
      source[first + entry] = inRun[own.source[entry]]
      detection[first + entry] = rows[own.detection[entry]]
    }
    first += own.source.length
  }
  return { associations: { sourceCount, source, detection }, detections: { count: detections.count, id } }
}
