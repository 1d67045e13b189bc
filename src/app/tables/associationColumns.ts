import type { Associations, Detections } from '../../pipeline/detections.ts'
import type { ForcedPoints } from '../../pipeline/statistics/lightCurves.ts'
import type { ColumnsOf } from '../../store/tables/column.ts'
import type { associationsTable } from '../../store/tables/associations.ts'
import type { relationsTable } from '../../store/tables/relations.ts'

export interface AssociationTableInput {
  readonly sourceId: Float64Array
  readonly associations: Associations
  readonly detections: Detections
  readonly forced: ForcedPoints
}

interface Entries {
  readonly source: Float64Array
  readonly measurement: Float64Array
  readonly imageIndex: Int32Array
  readonly separationArcsec: Float64Array
  readonly deRuiterRadius: Float64Array
}

/** Detections first, then forced fits, which were never matched: their distances are 0. */
function allEntries({ sourceId, associations, detections, forced }: AssociationTableInput): Entries {
  const matched = associations.source.length
  const count = matched + forced.count
  const entries = {
    source: new Float64Array(count),
    measurement: new Float64Array(count),
    imageIndex: new Int32Array(count),
    separationArcsec: new Float64Array(count),
    deRuiterRadius: new Float64Array(count),
  }
  for (let entry = 0; entry < matched; entry++) {
    entries.source[entry] = sourceId[associations.source[entry]]
    entries.measurement[entry] = detections.id[associations.detection[entry]]
    entries.imageIndex[entry] = detections.imageIndex[associations.detection[entry]]
  }
  entries.separationArcsec.set(associations.separationArcsec)
  entries.deRuiterRadius.set(associations.deRuiterRadius)
  for (let point = 0; point < forced.count; point++) {
    entries.source[matched + point] = sourceId[forced.source[point]]
    entries.imageIndex[matched + point] = forced.imageIndex[point]
  }
  entries.measurement.set(forced.id, matched)
  return entries
}

/** Who belongs to which source, sorted by (source, time, measurement): a light curve is one short read. */
export function associationColumns(input: AssociationTableInput): ColumnsOf<typeof associationsTable> {
  const { source, measurement, imageIndex, separationArcsec, deRuiterRadius } = allEntries(input)
  const order = Int32Array.from(source.keys()).sort(
    (a, b) => source[a] - source[b] || imageIndex[a] - imageIndex[b] || measurement[a] - measurement[b],
  )
  const sorted = (column: Float64Array) => Float64Array.from(order, (entry) => column[entry])
  return { source_id: sorted(source), meas_id: sorted(measurement), d2d: sorted(separationArcsec), dr: sorted(deRuiterRadius) }
}

/** The relations between sources by their ids, sorted by (from, to). */
export function relationColumns(sourceId: Float64Array, associations: Associations): ColumnsOf<typeof relationsTable> {
  const { relationFrom, relationTo } = associations
  const order = Int32Array.from(relationFrom.keys()).sort(
    (a, b) => sourceId[relationFrom[a]] - sourceId[relationFrom[b]] || sourceId[relationTo[a]] - sourceId[relationTo[b]],
  )
  return {
    from_source_id: Float64Array.from(order, (row) => sourceId[relationFrom[row]]),
    to_source_id: Float64Array.from(order, (row) => sourceId[relationTo[row]]),
  }
}
