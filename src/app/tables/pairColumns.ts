import { measurementPairs } from '../../pipeline/pairs/measurementPairs.ts'
import type { LightCurves } from '../../pipeline/statistics/lightCurves.ts'
import type { ColumnsOf } from '../../store/tables/column.ts'
import type { measurementPairsTable } from '../../store/tables/measurementPairs.ts'

/** The pairs of all light curves as their table holds them, a chunk at a time. */
export function* pairColumns(
  curves: LightCurves,
  sourceId: Float64Array,
  imageNames: readonly string[],
): Generator<ColumnsOf<typeof measurementPairsTable>, void> {
  for (const chunk of measurementPairs(curves)) {
    yield {
      meas_id_a: chunk.measIdA,
      meas_id_b: chunk.measIdB,
      flux_int_a: chunk.fluxIntAMjy,
      flux_int_err_a: chunk.fluxIntErrAMjy,
      flux_peak_a: chunk.fluxPeakAMjy,
      flux_peak_err_a: chunk.fluxPeakErrAMjy,
      image_name_a: { codes: chunk.imageIndexA, values: imageNames },
      flux_int_b: chunk.fluxIntBMjy,
      flux_int_err_b: chunk.fluxIntErrBMjy,
      flux_peak_b: chunk.fluxPeakBMjy,
      flux_peak_err_b: chunk.fluxPeakErrBMjy,
      image_name_b: { codes: chunk.imageIndexB, values: imageNames },
      vs_peak: chunk.vsPeak,
      vs_int: chunk.vsInt,
      m_peak: chunk.mPeak,
      m_int: chunk.mInt,
      source_id: Float64Array.from(chunk.source, (source) => sourceId[source]),
    }
  }
}
