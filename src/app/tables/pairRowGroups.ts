import type { PairGroup } from '../../pipeline/pairs/pairGroup.ts'
import { pickRows } from '../../pipeline/pickRows.ts'
import type { RowGroupOf } from '../../store/parquet/coded/codedTable.ts'
import type { measurementPairsTable } from '../../store/tables/measurementPairs.ts'

type PairRowGroup = RowGroupOf<typeof measurementPairsTable>

/** Pairs as their table holds them, a row group at a time: each overwrites the one before. */
export function* pairRowGroups(
  groups: Iterable<PairGroup>,
  sourceId: Float64Array,
  imageNames: readonly string[],
): Generator<PairRowGroup, void, undefined> {
  for (const group of groups) yield pairRowGroup(group, sourceId, imageNames)
}

function pairRowGroup(group: PairGroup, sourceId: Float64Array, imageNames: readonly string[]): PairRowGroup {
  const { points, sources, earlier, later } = group
  const a = { codes: earlier.point, rows: earlier.pairs }
  return {
    meas_id_a: { values: points.id, codes: a },
    meas_id_b: { values: points.id, codes: later },
    flux_int_a: { values: points.fluxIntMjy, codes: a },
    flux_int_err_a: { values: points.fluxIntErrMjy, codes: a },
    flux_peak_a: { values: points.fluxPeakMjy, codes: a },
    flux_peak_err_a: { values: points.fluxPeakErrMjy, codes: a },
    image_name_a: { values: imageNames, codes: { codes: pick(points.imageIndex, earlier.point), rows: earlier.pairs } },
    flux_int_b: { values: points.fluxIntMjy, codes: later },
    flux_int_err_b: { values: points.fluxIntErrMjy, codes: later },
    flux_peak_b: { values: points.fluxPeakMjy, codes: later },
    flux_peak_err_b: { values: points.fluxPeakErrMjy, codes: later },
    image_name_b: { values: imageNames, codes: pick(points.imageIndex, later) },
    vs_peak: group.vsPeak,
    vs_int: group.vsInt,
    m_peak: group.mPeak,
    m_int: group.mInt,
    source_id: { values: pickRows(sourceId, sources), codes: { codes: earlier.source, rows: earlier.pairs } },
  }
}

function pick(values: Int32Array, positions: Int32Array): Int32Array {
  const picked = new Int32Array(positions.length)
  for (let i = 0; i < positions.length; i++) picked[i] = values[positions[i]]
  return picked
}
