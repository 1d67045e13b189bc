import type { NewSources } from '../../pipeline/newSources/newSources.ts'
import type { SourceStatistics } from '../../pipeline/statistics/sourceColumns.ts'
import type { SourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import type { ColumnsOf } from '../../store/tables/column.ts'
import type { sourcesTable } from '../../store/tables/sources.ts'
import { inOrder, sourceRowOrder } from './rowOrder.ts'

export interface SourceTableInput {
  readonly sourceId: Float64Array
  readonly names: readonly string[]
  readonly positions: SourcePositions
  readonly statistics: SourceStatistics
  readonly newSources: NewSources
}

const rowsOfChunk = 65_536

/** The sources of a result as their table holds them. */
export function sourceColumns(input: SourceTableInput): ColumnsOf<typeof sourcesTable> {
  return columnsInOrder(input, orderOf(input))
}

/** {@link sourceColumns} some rows at a time, so that the table is in memory but once. */
export function* sourceColumnChunks(input: SourceTableInput): Generator<ColumnsOf<typeof sourcesTable>, void, undefined> {
  const order = orderOf(input)
  for (let row = 0; row < order.length; row += rowsOfChunk) yield columnsInOrder(input, order.subarray(row, row + rowsOfChunk))
}

function orderOf({ sourceId, positions }: SourceTableInput): Int32Array {
  return sourceRowOrder(positions.raDeg, positions.decDeg, sourceId)
}

function columnsInOrder(
  { sourceId, names, positions, statistics, newSources }: SourceTableInput,
  order: Int32Array,
): ColumnsOf<typeof sourcesTable> {
  const numbers = (column: Float64Array) => inOrder(column, order)
  const counts = (column: Int32Array) => inOrder(column, order)
  return {
    id: numbers(sourceId),
    n_meas_forced: counts(statistics.nMeasForced),
    n_meas: counts(statistics.nMeas),
    n_meas_sel: counts(statistics.nMeasSel),
    n_sibl: counts(statistics.nSibl),
    wavg_ra: numbers(positions.raDeg),
    wavg_dec: numbers(positions.decDeg),
    avg_compactness: numbers(statistics.avgCompactness),
    min_snr: numbers(statistics.minSnr),
    max_snr: numbers(statistics.maxSnr),
    wavg_uncertainty_ew: numbers(positions.uncertaintyEwDeg),
    wavg_uncertainty_ns: numbers(positions.uncertaintyNsDeg),
    avg_flux_int: numbers(statistics.avgFluxIntMjy),
    avg_flux_peak: numbers(statistics.avgFluxPeakMjy),
    max_flux_peak: numbers(statistics.maxFluxPeakMjy),
    max_flux_int: numbers(statistics.maxFluxIntMjy),
    min_flux_peak: numbers(statistics.minFluxPeakMjy),
    min_flux_int: numbers(statistics.minFluxIntMjy),
    min_flux_peak_isl_ratio: numbers(statistics.minFluxPeakIslRatio),
    min_flux_int_isl_ratio: numbers(statistics.minFluxIntIslRatio),
    v_int: numbers(statistics.vInt),
    v_peak: numbers(statistics.vPeak),
    eta_int: numbers(statistics.etaInt),
    eta_peak: numbers(statistics.etaPeak),
    n_rel: counts(statistics.nRel),
    new: inOrder(newSources.isNew, order),
    new_high_sigma: numbers(newSources.newHighSigma),
    n_neighbour_dist: numbers(statistics.nNeighbourDistDeg),
    vs_abs_significant_max_peak: numbers(statistics.vsAbsSignificantMaxPeak),
    m_abs_significant_max_peak: numbers(statistics.mAbsSignificantMaxPeak),
    vs_abs_significant_max_int: numbers(statistics.vsAbsSignificantMaxInt),
    m_abs_significant_max_int: numbers(statistics.mAbsSignificantMaxInt),
    name: Array.from(order, (source) => names[source] ?? ''),
  }
}
