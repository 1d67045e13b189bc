import { healpixNested } from '../../sky/healpix.ts'

/** HEALPix order of the cells that sources are sorted by: about 52 arcsec. */
const SOURCE_CELL_ORDER = 12

/** The rows of the source table: by HEALPix cell, then by id, so that a cone of the sky is a few short reads. */
export function sourceRowOrder(raDeg: Float64Array, decDeg: Float64Array, sourceId: Float64Array): Int32Array {
  const cell = healpixNested(raDeg, decDeg, SOURCE_CELL_ORDER)
  return Int32Array.from(sourceId.keys()).sort((a, b) => cell[a] - cell[b] || sourceId[a] - sourceId[b])
}

/** Columns whose rows can be put into another order. */
type NumberColumn = Float64Array | Int32Array | Uint8Array

/** The rows of a column that are in the order, each once at most, in that order. */
export function inOrder<T extends NumberColumn>(column: T, order: Int32Array): T {
  const sorted = column.slice(0, order.length)
  for (let row = 0; row < order.length; row++) sorted[row] = column[order[row]]
  return sorted as T
}
