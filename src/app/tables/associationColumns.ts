import type { Associations, Detections } from '../../pipeline/detections.ts'
import { pickRows } from '../../pipeline/pickRows.ts'
import { rowNumbers, sortByKey } from '../../pipeline/sortByKey.ts'
import type { ForcedPoints } from '../../pipeline/statistics/lightCurves.ts'
import type { ColumnsOf } from '../../store/tables/column.ts'
import type { associationsTable } from '../../store/tables/associations.ts'
import type { relationsTable } from '../../store/tables/relations.ts'

export interface AssociationTableInput {
  readonly sourceId: Float64Array
  readonly associations: Pick<Associations, 'source' | 'detection' | 'separationArcsec' | 'deRuiterRadius'>
  readonly detections: Pick<Detections, 'count' | 'id' | 'imageIndex'>
  readonly forced: Pick<ForcedPoints, 'count' | 'source' | 'imageIndex' | 'id'>
}

interface Entries {
  /** Number of the source. */
  readonly source: Int32Array
  readonly imageIndex: Int32Array
  readonly measurement: Float64Array
  readonly separationArcsec: Float64Array
  readonly deRuiterRadius: Float64Array
}

/** Detections first, then forced fits, which were never matched: their distances are 0. */
function allEntries({ associations, detections, forced }: AssociationTableInput): Entries {
  const matched = associations.source.length
  const count = matched + forced.count
  const entries = {
    source: new Int32Array(count),
    imageIndex: new Int32Array(count),
    measurement: new Float64Array(count),
    separationArcsec: new Float64Array(count),
    deRuiterRadius: new Float64Array(count),
  }
  for (let entry = 0; entry < matched; entry++) {
    entries.imageIndex[entry] = detections.imageIndex[associations.detection[entry]]
    entries.measurement[entry] = detections.id[associations.detection[entry]]
  }
  entries.source.set(associations.source)
  entries.separationArcsec.set(associations.separationArcsec)
  entries.deRuiterRadius.set(associations.deRuiterRadius)
  entries.source.set(forced.source, matched)
  entries.imageIndex.set(forced.imageIndex, matched)
  entries.measurement.set(forced.id, matched)
  return entries
}

/** By source number, its place among all by their ids. */
function placesById(sourceId: Float64Array): Int32Array {
  const places = new Int32Array(sourceId.length)
  const byId = rowNumbers(sourceId.length).sort((a, b) => sourceId[a] - sourceId[b])
  for (let place = 0; place < byId.length; place++) places[byId[place]] = place
  return places
}

/**
 * The entries by source id, image and measurement. Detections of one image ascend with their rows and forced fits have
 * the highest ids, in the order in which they stand, so that no ids need to be compared.
 */
function entryOrder({ sourceId, associations, detections }: AssociationTableInput, { source, imageIndex }: Entries): Int32Array {
  const order = rowNumbers(source.length)
  order.set(sortByKey(rowNumbers(associations.detection.length), associations.detection, detections.count))
  let images = 0
  for (let entry = 0; entry < imageIndex.length; entry++) images = Math.max(images, imageIndex[entry] + 1)
  const places = placesById(sourceId)
  const place = source.map((one) => places[one])
  return sortByKey(sortByKey(order, imageIndex, images), place, sourceId.length)
}

/** Who belongs to which source, sorted by (source, time, measurement): a light curve is one short read. */
export function associationColumns(input: AssociationTableInput): ColumnsOf<typeof associationsTable> {
  const entries = allEntries(input)
  const order = entryOrder(input, entries)
  const sourceId = new Float64Array(order.length)
  for (let row = 0; row < order.length; row++) sourceId[row] = input.sourceId[entries.source[order[row]]]
  return {
    source_id: sourceId,
    meas_id: pickRows(entries.measurement, order),
    d2d: pickRows(entries.separationArcsec, order),
    dr: pickRows(entries.deRuiterRadius, order),
  }
}

/** The relations between sources by their ids, sorted by (from, to). */
export function relationColumns(
  sourceId: Float64Array,
  { relationFrom, relationTo }: Pick<Associations, 'relationFrom' | 'relationTo'>,
): ColumnsOf<typeof relationsTable> {
  const order = Int32Array.from(relationFrom.keys()).sort(
    (a, b) => sourceId[relationFrom[a]] - sourceId[relationFrom[b]] || sourceId[relationTo[a]] - sourceId[relationTo[b]],
  )
  return {
    from_source_id: Float64Array.from(order, (row) => sourceId[relationFrom[row]]),
    to_source_id: Float64Array.from(order, (row) => sourceId[relationTo[row]]),
  }
}
