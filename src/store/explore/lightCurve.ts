import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { readTables, type TableRow } from '../queries/readTables.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import type { SampleOrigin } from '../samples/drawing.ts'

/** What a light curve shows of each measurement: numbers and flags, for a text has to be read with all around it. */
const lightCurveColumns = [
  'id',
  'image_id',
  'time',
  'ra',
  'dec',
  'uncertainty_ew',
  'uncertainty_ns',
  'flux_peak',
  'flux_peak_err',
  'flux_int',
  'flux_int_err',
  'local_rms',
  'snr',
  'bmaj',
  'bmin',
  'pa',
  'compactness',
  'has_siblings',
  'forced',
] as const

export interface IdSpace {
  /** How many ids of measurements each image has. */
  readonly idsPerImage: number
  /** Ids from here on are those of forced fits of their run. */
  readonly firstForcedId: number
}

async function measurementsOf({ resultFolder }: SampleOrigin, sourceIds: readonly number[]): Promise<Map<number, number>> {
  const parameters = new SqlParameters()
  const associations = parquetFiles([join(resultFolder, 'associations.parquet')])
  const ids = sourceIds.map((id) => `CAST(${parameters.number(id)} AS BIGINT)`).join(', ')
  const rows = await readTables(`SELECT source_id, meas_id FROM ${associations} WHERE source_id IN (${ids})`, parameters)
  return new Map(rows.map(({ source_id, meas_id }) => [Number(meas_id), Number(source_id)]))
}

function forcedFiles(resultFolder: string): string[] {
  const names = readdirSync(resultFolder).filter((name) => name.startsWith('forced_measurements_') && name.endsWith('.parquet'))
  return names.sort().map((name) => join(resultFolder, name))
}

/** The files that may have some measurements, each with those: what a file cannot have is not looked for in it. */
function idsByFile({ images, resultFolder }: SampleOrigin, ids: readonly number[], { idsPerImage, firstForcedId }: IdSpace) {
  const byImage = Map.groupBy(
    ids.filter((id) => id < firstForcedId),
    (id) => Math.floor(id / idsPerImage),
  )
  const forced = ids.filter((id) => id >= firstForcedId)
  const catalogues = images.flatMap(({ number, measurementsPath }) => {
    const own = byImage.get(number)
    return own ? [{ path: measurementsPath, ids: own }] : []
  })
  if (forced.length === 0) return catalogues
  return [...catalogues, ...forcedFiles(resultFolder).map((path) => ({ path, ids: forced }))]
}

/** Whole numbers in the text of the statement: by them, and not by parameters, DuckDB passes over blocks of a file. */
function idsSql(ids: readonly number[]): string {
  return ids.map((id) => String(Math.trunc(id))).join(', ')
}

async function rowsOf(origin: SampleOrigin, ids: readonly number[], space: IdSpace): Promise<TableRow[]> {
  const files = idsByFile(origin, ids, space)
  if (files.length === 0) return []
  const columns = lightCurveColumns.join(', ')
  const selects = files.map(({ path, ids: own }) => `SELECT ${columns} FROM ${parquetFiles([path])} WHERE id IN (${idsSql(own)})`)
  return readTables(`SELECT * FROM (${selects.join(' UNION ALL ')}) ORDER BY time, id`)
}

/** The measurements of a source in the order of time: {@link lightCurveColumns} of each; none for a source that there is not. */
export async function lightCurve(origin: SampleOrigin, sourceId: number, space: IdSpace): Promise<TableRow[]> {
  return rowsOf(origin, [...(await measurementsOf(origin, [sourceId])).keys()], space)
}

/** The measurements of some sources in the order of time, each with its `source_id`; one that several share comes with one of them. */
export async function lightCurves(origin: SampleOrigin, sourceIds: readonly number[], space: IdSpace): Promise<TableRow[]> {
  if (sourceIds.length === 0) return []
  const owners = await measurementsOf(origin, sourceIds)
  const rows = await rowsOf(origin, [...owners.keys()], space)
  return rows.map((row) => ({ ...row, source_id: owners.get(Number(row.id)) }))
}

/** The sources of a result that some measurements belong to, in the order of their ids. */
export async function sourcesOfMeasurements(resultFolder: string, measurementIds: readonly number[]): Promise<number[]> {
  if (measurementIds.length === 0) return []
  const parameters = new SqlParameters()
  const associations = parquetFiles([join(resultFolder, 'associations.parquet')])
  const wanted = parameters.numbers(measurementIds)
  const where = `CAST(meas_id AS DOUBLE) IN (SELECT unnest(${wanted}))`
  const rows = await readTables(`SELECT DISTINCT source_id FROM ${associations} WHERE ${where} ORDER BY source_id`, parameters)
  return rows.map(({ source_id }) => Number(source_id))
}
