import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { Detections } from '../../pipeline/detections.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import type { ColumnsRead } from '../../store/tables/column.ts'
import { measurementsTable } from '../../store/tables/measurements.ts'
import type { RunImage } from './runImage.ts'

/** What association and statistics read of the measurements of an image. */
export const detectionColumnNames = [
  'id',
  'ra',
  'dec',
  'uncertainty_ew',
  'uncertainty_ns',
  'flux_peak',
  'flux_peak_err',
  'flux_int',
  'flux_int_err',
  'snr',
  'compactness',
  'has_siblings',
  'flux_peak_isl_ratio',
  'flux_int_isl_ratio',
] as const

function imageIndices(images: readonly RunImage[]): Int32Array {
  const imageIndex = new Int32Array(images.reduce((sum, { measurementCount }) => sum + measurementCount, 0))
  let row = 0
  for (const [index, { measurementCount }] of images.entries()) {
    imageIndex.fill(index, row, row + measurementCount)
    row += measurementCount
  }
  return imageIndex
}

type DetectionColumns = ColumnsRead<typeof measurementsTable, (typeof detectionColumnNames)[number]>

/** The columns of some measurements as the pipeline takes them, with the image of each. */
export function toDetections(columns: DetectionColumns, imageIndex: Int32Array): Detections {
  return {
    count: columns.id.length,
    id: columns.id,
    imageIndex,
    raDeg: columns.ra,
    decDeg: columns.dec,
    uncertaintyEwDeg: columns.uncertainty_ew,
    uncertaintyNsDeg: columns.uncertainty_ns,
    fluxPeakMjy: columns.flux_peak,
    fluxPeakErrMjy: columns.flux_peak_err,
    fluxIntMjy: columns.flux_int,
    fluxIntErrMjy: columns.flux_int_err,
    snr: columns.snr,
    compactness: columns.compactness,
    hasSiblings: columns.has_siblings,
    fluxPeakIslRatio: columns.flux_peak_isl_ratio,
    fluxIntIslRatio: columns.flux_int_isl_ratio,
  }
}

/** Reads the columns of all catalogue measurements of a run that association and statistics need. */
export async function loadDetections(duckDb: DuckDb, images: readonly RunImage[]): Promise<Result<Detections>> {
  const paths = images.map(({ measurementsPath }) => measurementsPath)
  const read = await readColumns(duckDb, paths, measurementsTable, detectionColumnNames)
  return read.ok ? success(toDetections(read.value, imageIndices(images))) : read
}
