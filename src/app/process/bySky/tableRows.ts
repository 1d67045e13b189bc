import { rowNumbers, sortByKey } from '../../../pipeline/sortByKey.ts'
import { pairsOfCurves, type CurvesInTurn } from '../../../pipeline/pairs/measurementPairs.ts'
import type { PairCurve, PairGroup } from '../../../pipeline/pairs/pairGroup.ts'
import type { Spill, SpillColumns } from '../../../store/spill/spill.ts'
import type { associationsTable } from '../../../store/tables/associations.ts'
import type { ColumnsOf } from '../../../store/tables/column.ts'
import type { DescribedParts, memberSpec, pointSpec } from './describeParts.ts'

/** The rows by place, image and measurement. */
function memberOrder({ place, imageIndex, id }: SpillColumns<typeof memberSpec>): Int32Array {
  if (place.length === 0) return new Int32Array(0)
  const [first, last] = [place.reduce((least, one) => Math.min(least, one)), place.reduce((most, one) => Math.max(most, one))]
  const fromFirst = place.map((one) => one - first)
  const order = sortByKey(rowNumbers(place.length), fromFirst, last - first + 1)
  const isBefore = (a: number, b: number) =>
    place[a] < place[b] || (place[a] === place[b] && (imageIndex[a] < imageIndex[b] || (imageIndex[a] === imageIndex[b] && id[a] < id[b])))
  // The members of a source are few, and mostly in order: detections in time order, then forced fits in time order.
  for (let i = 1; i < order.length; i++) {
    const row = order[i]
    let to = i
    for (; to > 0 && isBefore(row, order[to - 1]); to--) order[to] = order[to - 1]
    order[to] = row
  }
  return order
}

/** The table of associations range after range. `idOfPlace` are the ids of all sources, ascending. */
export function* memberChunks(
  members: Spill<typeof memberSpec>,
  idOfPlace: Float64Array,
): Generator<ColumnsOf<typeof associationsTable>, void, undefined> {
  for (let range = 0; range < members.parts; range++) {
    const rows = members.read(range)
    const order = memberOrder(rows)
    const pick = (column: Float64Array) => Float64Array.from(order, (row) => column[row])
    yield {
      source_id: Float64Array.from(order, (row) => idOfPlace[rows.place[row]]),
      meas_id: pick(rows.id),
      d2d: pick(rows.separationArcsec),
      dr: pick(rows.deRuiterRadius),
    }
  }
}

type Points = SpillColumns<typeof pointSpec>

/** The rows of the points by source; those of a source stand in their order. */
function pointOrder({ source }: Points): Int32Array {
  if (source.length === 0) return new Int32Array(0)
  const [first, last] = [source.reduce((least, one) => Math.min(least, one)), source.reduce((most, one) => Math.max(most, one))]
  const fromFirst = source.map((one) => one - first)
  return sortByKey(rowNumbers(source.length), fromFirst, last - first + 1)
}

function* curvesInTurn(points: Spill<typeof pointSpec>, longest: number): CurvesInTurn {
  const numbers = () => new Float64Array(longest)
  const curve = {
    count: 0,
    id: numbers(),
    imageIndex: new Int32Array(longest),
    fluxIntMjy: numbers(),
    fluxIntErrMjy: numbers(),
    fluxPeakMjy: numbers(),
    fluxPeakErrMjy: numbers(),
  } satisfies PairCurve
  for (let range = 0; range < points.parts; range++) {
    const rows = points.read(range)
    const order = pointOrder(rows)
    for (let i = 0; i < order.length;) {
      const source = rows.source[order[i]]
      curve.count = 0
      for (; i < order.length && rows.source[order[i]] === source; i++) loadPoint(curve, curve.count++, rows, order[i])
      yield { source, curve }
    }
  }
}

type Columns = Omit<Points, 'source'>

function loadPoint(curve: Columns, at: number, rows: Columns, row: number): void {
  curve.id[at] = rows.id[row]
  curve.imageIndex[at] = rows.imageIndex[row]
  curve.fluxIntMjy[at] = rows.fluxIntMjy[row]
  curve.fluxIntErrMjy[at] = rows.fluxIntErrMjy[row]
  curve.fluxPeakMjy[at] = rows.fluxPeakMjy[row]
  curve.fluxPeakErrMjy[at] = rows.fluxPeakErrMjy[row]
}

/** The pairs of all light curves, range after range. */
export function pairGroups({ points, extent }: Pick<DescribedParts, 'points' | 'extent'>): Generator<PairGroup, void, undefined> {
  return pairsOfCurves(curvesInTurn(points, extent.longest), extent)
}
