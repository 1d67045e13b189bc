import type { Readable } from 'node:stream'
import { failure, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { exportChanges as exportRows } from '../../store/compare/exportChanges.ts'
import type { TableFormat } from '../contract/tableFile.ts'
import type { ChangeKind, ChangeOrder } from '../contract/versionChanges.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { comparisonOf, type VersionPair } from './comparison.ts'

interface WantedChanges extends VersionPair {
  readonly kind: ChangeKind
  readonly sort: ChangeOrder
  readonly order: 'ascending' | 'descending'
  readonly format: TableFormat
}

/**
 * All sources that one kind of thing happened to from one version to another, as the bytes of a file.
 *
 * @returns `right.denied`, the faults of {@link comparisonOf}, `parquet.read`
 */
export async function exportChanges(halley: Halley, run: Pick<RunRow, 'id'>, wanted: WantedChanges): Promise<Result<Readable>> {
  const denied = await rightFault(halley, 'export', run.id)
  if (denied) return failure(denied)
  const comparison = await comparisonOf(halley, run, wanted)
  if (!comparison.ok) return comparison
  const { kind, sort, order, format } = wanted
  return exportRows({ path: comparison.value.path, kind, sort, isDescending: order === 'descending', format, scratch: halley.scratch })
}
