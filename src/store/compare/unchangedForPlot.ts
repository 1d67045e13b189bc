import { join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import type { ComparedResults } from './contestedMembers.ts'

/**
 * Mean flux densities of sources that two results have with no change beyond errors: about so many, chosen by their ids,
 * the same each time. @param changesPath the file of the changes between the two
 */
export function unchangedForPlot(
  { before, after }: ComparedResults,
  changesPath: string,
  { unchanged, most }: { readonly unchanged: number; readonly most: number },
): Promise<Result<readonly TableRow[]>> {
  const step = Math.max(1, Math.ceil(unchanged / most))
  const files = [before, after].map((folder) => join(folder, 'sources.parquet'))
  const [earlier, later] = files.map((file) => `(SELECT id, avg_flux_peak FROM ${parquetFiles([file])} WHERE id % ${step} = 0)`)
  const changed = `(SELECT id FROM ${parquetFiles([changesPath])} WHERE kind = 'changed')`
  const columns = 'id, b.avg_flux_peak AS flux_from, a.avg_flux_peak AS flux_to'
  const statement = `SELECT ${columns} FROM ${earlier} b JOIN ${later} a USING (id) ANTI JOIN ${changed} USING (id) ORDER BY id`
  return settle(() => readTables(statement).catch((error: unknown) => refuseToRead(files, error)))
}
