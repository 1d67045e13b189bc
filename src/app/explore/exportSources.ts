import { failure, success, type Result } from '../../fault/fault.ts'
import { exportSources as exportRows } from '../../store/explore/exportSources.ts'
import { writeStream } from '../../store/files/writeStream.ts'
import type { SourceExportFormat } from '../contract/sources.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { askSources, type SourcesQuestion } from './askSources.ts'

export interface SourcesExportRequest extends SourcesQuestion {
  readonly format: SourceExportFormat
  /** Names of columns; none: all. */
  readonly columns: readonly string[]
}

/** What the whole result of a query is saved as: the ending of its name. */
export const endingOfFormat: Readonly<Record<SourceExportFormat, string>> = {
  csv: 'csv',
  votable: 'vot',
  parquet: 'parquet',
  arrow: 'arrow',
  ds9: 'reg',
  crtf: 'crtf',
}

/**
 * All sources that a query is true of as the bytes of a file, whose memory does not grow with them.
 *
 * @returns the faults of the query and of what is asked, `right.denied`, `parquet.read`
 */
export async function exportSources(halley: Halley, request: SourcesExportRequest) {
  const asked = await askSources(halley, request)
  if (!asked.ok) return asked
  const { tables, condition, origins } = asked.value
  if (request.sample === undefined) {
    for (const runId of new Set(origins.map((origin) => origin.runId))) {
      const denied = await rightFault(halley, 'export', runId)
      if (denied) return failure(denied)
    }
  }
  const { format, columns } = request
  return exportRows({ tables, condition, format, columns, scratch: halley.scratch })
}

/** {@link exportSources} into a new file of the user's. @returns `file.exists` where there is one, which is left; `file.missing` without its folder */
export async function exportSourcesTo(
  halley: Halley,
  path: string,
  request: SourcesExportRequest,
): Promise<Result<{ readonly bytes: number }>> {
  const content = await exportSources(halley, request)
  if (!content.ok) return content
  const written = await writeStream(path, content.value)
  return written.ok ? success({ bytes: written.value }) : written
}
