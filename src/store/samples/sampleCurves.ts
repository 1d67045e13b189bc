import { join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'

/** A source of a sample. */
export interface SampleKey {
  /** Name of the run in the files of the sample. */
  readonly run: string
  readonly version: number
  readonly id: number
}

const columns = [
  'run',
  'version',
  'source_id',
  'id',
  'image_name',
  'time',
  'frequency',
  'ra',
  'dec',
  'flux_peak',
  'flux_peak_err',
  'flux_int',
  'flux_int_err',
  'local_rms',
  'snr',
  'forced',
].join(', ')

async function rowsOf(path: string, statement: string, parameters: SqlParameters): Promise<Result<readonly TableRow[]>> {
  return settle(() => readTables(statement, parameters).catch((error: unknown) => refuseToRead([path], error)))
}

/** The measurements of some sources of a sample, those of each in the order of time. @returns `parquet.read` where the file is missing or damaged */
export async function sampleCurves(folder: string, keys: readonly SampleKey[]): Promise<Result<readonly TableRow[]>> {
  const path = join(folder, 'measurements.parquet')
  const parameters = new SqlParameters()
  const ids = keys.map(({ id }) => `CAST(${parameters.number(id)} AS BIGINT)`).join(', ')
  const wanted = keys.map(({ run, version, id }) => `(${parameters.text(run)}, ${parameters.number(version)}, ${parameters.number(id)})`)
  // The ids alone tell which blocks of the file have none of them.
  const where = `source_id IN (${ids}) AND (run, version, source_id) IN (${wanted.join(', ')})`
  return rowsOf(path, `SELECT ${columns} FROM ${parquetFiles([path])} WHERE ${where} ORDER BY time, id`, parameters)
}

/** The row of one source of a sample; none where it has none. */
export async function sampleSource(folder: string, { run, version, id }: SampleKey): Promise<Result<readonly TableRow[]>> {
  const path = join(folder, 'sources.parquet')
  const parameters = new SqlParameters()
  const where = `run = ${parameters.text(run)} AND version = ${parameters.number(version)} AND id = ${parameters.number(id)}`
  return rowsOf(path, `SELECT * FROM ${parquetFiles([path])} WHERE ${where}`, parameters)
}

/** Where sources of a sample are: all, or so many that a hash chooses, the same each time. */
export async function samplePositions(folder: string, most: number): Promise<Result<readonly TableRow[]>> {
  const path = join(folder, 'sources.parquet')
  const chosen = `SELECT run, version, id, name, wavg_ra, wavg_dec FROM ${parquetFiles([path])} ORDER BY hash(run, version, id)`
  return rowsOf(path, `${chosen} LIMIT ${Math.trunc(most)}`, new SqlParameters())
}
