import type { Readable } from 'node:stream'
import { failure, type Result } from '../../fault/fault.ts'
import { resultTables } from '../../store/arrow/resultTables.ts'
import { imagesOfResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { exportMeasurements as exportRows } from '../../store/queries/exportMeasurements.ts'
import type { TableFormat } from '../contract/tableFile.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { filesOf, type MeasurementFilter } from './runMeasurements.ts'

/**
 * All measurements of a version that a filter keeps as the bytes of a file, whose memory does not grow with them.
 *
 * @returns `right.denied`, `version.unknown`, `version.damaged`, `parquet.read`
 */
export async function exportMeasurements(
  halley: Halley,
  run: RunRow,
  request: MeasurementFilter & { readonly format: TableFormat },
): Promise<Result<Readable>> {
  const denied = await rightFault(halley, 'export', run.id)
  if (denied) return failure(denied)
  const read = await readVersion(halley, run, request.version)
  if (!read.ok) return read
  const { result } = read.value
  const images = await imagesOfResult(halley.store.catalogue, result.id)
  const tables = await resultTables(halley.store, run.id, result.id)
  const { detections, forced } = filesOf({ images, tables }, request)
  return exportRows({
    files: [...detections.map(({ path }) => path), ...forced],
    image: request.image ?? null,
    format: request.format,
    scratch: halley.scratch,
  })
}
