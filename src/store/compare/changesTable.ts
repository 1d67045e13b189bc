import { dirname, join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { makeFolder } from '../home.ts'
import { sqlLiteral } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { writeParquet } from '../parquet/writeParquet.ts'
import type { ColumnsOf, TableSpec } from '../tables/column.ts'
import type { CompareSite } from './compareSite.ts'
import type { ComparedResults } from './contestedMembers.ts'

/** What became of sources, as it is found: what else is known of them is joined to it. */
export const foundChangesTable = {
  name: 'changes',
  description: 'What became of sources from one version to another.',
  columns: [
    { name: 'kind', type: 'string', description: 'added, gone, split, merged or changed.' },
    { name: 'id', type: 'int64', description: 'Source.' },
    { name: 'others', type: 'string', nullable: true, description: 'Sources that it split into or merged from, by commas.' },
    { name: 'moved', type: 'float64', unit: 'arcsec', nullable: true, description: 'Angle between the mean positions.' },
    { name: 'flux_change', type: 'float64', unit: 'mJy/beam', nullable: true, description: 'Change of the mean peak flux density.' },
  ],
} as const satisfies TableSpec

export type FoundChanges = ColumnsOf<typeof foundChangesTable>

const both = [
  'coalesce(a.name, b.name) AS name',
  'coalesce(a.wavg_ra, b.wavg_ra) AS ra',
  'coalesce(a.wavg_dec, b.wavg_dec) AS dec',
  'b.n_meas AS n_meas_from',
  'a.n_meas AS n_meas_to',
  'b.avg_flux_peak AS flux_from',
  'a.avg_flux_peak AS flux_to',
].join(', ')

/**
 * Writes what became of sources, with what both versions know of them, as a file of its own, in no order: pages have theirs.
 *
 * @returns `parquet.read` where a file of a version is missing or damaged, `parquet.write` where the disk refuses
 */
export async function writeChanges(
  site: CompareSite,
  results: ComparedResults,
  found: Iterable<FoundChanges>,
  path: string,
): Promise<Result<void>> {
  const draft = join(site.folder, 'found.parquet')
  const written = await writeParquet(site.duckDb, draft, foundChangesTable, found, { layout: 'query' })
  if (!written.ok) return written
  const files = [results.before, results.after].map((folder) => join(folder, 'sources.parquet'))
  return settle(async () => {
    try {
      makeFolder(dirname(path))
      // Rows that need not stay in order are joined in a small memory.
      await site.duckDb.connection.run('SET preserve_insertion_order = false')
      const [before, after] = files.map((file) => parquetFiles([file]))
      const rows = `SELECT c.*, ${both} FROM ${parquetFiles([draft])} c LEFT JOIN ${before} b USING (id) LEFT JOIN ${after} a USING (id)`
      await site.duckDb.connection.run(`COPY (${rows}) TO ${sqlLiteral(path)} (FORMAT parquet, COMPRESSION lz4_raw, USE_TMP_FILE false)`)
    } catch (error) {
      refuseToRead(files, error)
    }
  })
}
