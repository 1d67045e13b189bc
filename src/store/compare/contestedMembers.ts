import { join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { sqlLiteral } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { readColumns, refuseToRead } from '../parquet/readParquet.ts'
import { associationsTable } from '../tables/associations.ts'
import type { CompareSite } from './compareSite.ts'

/** Which source has which measurement, entry by entry. */
export interface Members {
  readonly sourceId: Float64Array
  readonly measurementId: Float64Array
}

export interface ComparedResults {
  /** Folders of the results. */
  readonly before: string
  readonly after: string
}

interface MembersRequest extends ComparedResults {
  /** Ids from here on are of forced fits, which make no source. */
  readonly firstForcedId: number
}

async function copyMembers({ duckDb, folder }: CompareSite, members: string, name: string): Promise<Result<Members>> {
  const path = join(folder, `${name}.parquet`)
  const rows = `SELECT s AS source_id, number AS meas_id FROM ${members} JOIN contested USING (m)`
  await duckDb.connection.run(`COPY (${rows}) TO ${sqlLiteral(path)} (FORMAT parquet, USE_TMP_FILE false)`)
  const columns = await readColumns(duckDb, [path], associationsTable, ['source_id', 'meas_id'])
  if (!columns.ok) return columns
  const { source_id: sourceId, meas_id: measurementId } = columns.value
  return { ok: true, value: { sourceId, measurementId } }
}

/** Sources of one side that have measurements of several of the other. */
function several(side: 'earlier' | 'later'): string {
  return `(SELECT ${side} AS s FROM pairs GROUP BY ${side} HAVING count(*) > 1)`
}

async function listContested({ duckDb: { connection } }: CompareSite, earlier: string, later: string): Promise<void> {
  // Who has changed nothing has one pair: most have, so little is kept.
  await connection.run(
    `CREATE TEMP TABLE pairs AS SELECT DISTINCT b.s AS earlier, a.s AS later FROM ${earlier} b JOIN ${later} a USING (m)`,
  )
  const contested = `SELECT m FROM ${earlier} SEMI JOIN ${several('earlier')} USING (s) UNION SELECT m FROM ${later} SEMI JOIN ${several('later')} USING (s)`
  await connection.run(`CREATE TEMP TABLE contested AS SELECT m, row_number() OVER () AS number FROM (${contested})`)
}

/**
 * The measurements of those sources of two results whose measurements belong to several sources of the other, with all
 * that have a part in them: what it takes to tell which split and which merged. Of a source that is not among them the
 * entries may be incomplete. Measurements have numbers of their own, in both the same, without gaps. Memory grows with what
 * is contested alone.
 *
 * @returns `parquet.read` where a file is missing or damaged
 */
export function contestedMembers(
  site: CompareSite,
  { before, after, firstForcedId }: MembersRequest,
): Promise<Result<{ readonly before: Members; readonly after: Members }>> {
  const paths = [before, after].map((folder) => join(folder, 'associations.parquet'))
  return settle(async () => {
    const [earlier = '', later = ''] = paths.map(
      (path) => `(SELECT source_id AS s, meas_id AS m FROM ${parquetFiles([path])} WHERE meas_id < ${firstForcedId})`,
    )
    try {
      await listContested(site, earlier, later)
      const [own, others] = [await copyMembers(site, earlier, 'earlier'), await copyMembers(site, later, 'later')]
      if (!own.ok) throw new Error(own.fault.message)
      if (!others.ok) throw new Error(others.fault.message)
      return { before: own.value, after: others.value }
    } catch (error) {
      return refuseToRead(paths, error)
    }
  })
}
