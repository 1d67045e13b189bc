import { settle, type Result } from '../../fault/fault.ts'
import type { DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { vastTable, type VastRun } from './listVastRuns.ts'
import type { VastImage } from './readVastImages.ts'
import { vastColumn } from './vastColumn.ts'
import { foundColumns, refuseDamaged, vastQuery } from './vastQuery.ts'

/** Rows that an image may have, and the first number above all ids of sources: the ids of Halley. */
export interface IdLimits {
  readonly rowsPerImage: number
  readonly firstForcedId: number
}

export interface VastCounts {
  readonly images: number
  readonly detections: number
  readonly forced: number
  readonly sources: number
  readonly newSources: number
  readonly relations: number
}

/** A run whose tables were read and agree with each other. */
export interface LoadedRun {
  readonly counts: VastCounts
  readonly maxSourceId: number
  /** Rows of each image's catalogue, in the order of the images. */
  readonly measurementCounts: readonly number[]
  /** The forced fits by image, in the order of the images; null where an image has none. */
  readonly forcedPaths: readonly (string | null)[]
}

/**
 * Reads the ids of a run of the VAST Pipeline and holds its tables against each other. While the connection lives, the
 * temporary table `vast_measurements (old, image, forced, row)` has every measurement: its id there, its image by place
 * in the list, and its row in the image's catalogue or among all forced fits.
 *
 * @returns `vast.damaged` with the file and what is wrong with it
 */
export function loadVastRun(duckDb: DuckDb, run: VastRun, images: readonly VastImage[], limits: IdLimits): Promise<Result<LoadedRun>> {
  return settle(async () => {
    const forcedPaths = forcedOf(run, images)
    const measurementCounts = await loadMeasurements(duckDb, images, forcedPaths, limits)
    const maxSourceId = await checkSources(duckDb, run, limits)
    await checkMeasurements(duckDb, run)
    for (const [table, column] of references(run)) await checkReference(duckDb, run, table, column)
    return { counts: await countRows(duckDb, run, images.length), maxSourceId, measurementCounts, forcedPaths }
  })
}

function forcedOf(run: VastRun, images: readonly VastImage[]): (string | null)[] {
  const places = new Map(images.map(({ name }, place) => [`forced_measurements_${name.replaceAll('.', '_')}.parquet`, place]))
  const paths: (string | null)[] = images.map(() => null)
  for (const path of run.forced) {
    const place = places.get(path.slice(run.folder.length + 1))
    if (place === undefined) refuseDamaged(path, `expected forced fits of an image in images.parquet, found none of that name there.`)
    else paths[place] = path
  }
  return paths
}

async function loadMeasurements(
  duckDb: DuckDb,
  images: readonly VastImage[],
  forcedPaths: readonly (string | null)[],
  { rowsPerImage }: IdLimits,
): Promise<number[]> {
  await duckDb.connection.run('CREATE OR REPLACE TEMP TABLE vast_measurements (old BIGINT, image INTEGER, forced BOOLEAN, row BIGINT)')
  const counts: number[] = []
  for (const [place, { measurementsPath }] of images.entries()) {
    const rows = await addMeasurements(duckDb, measurementsPath, `${place}, false`, 0)
    if (rows > rowsPerImage) refuseDamaged(measurementsPath, `expected at most ${rowsPerImage} measurements of one image, found ${rows}.`)
    counts.push(rows)
  }
  let first = 0
  for (const [place, path] of forcedPaths.entries())
    if (path !== null) first += await addMeasurements(duckDb, path, `${place}, true`, first)
  return counts
}

async function addMeasurements(duckDb: DuckDb, path: string, facts: string, firstRow: number): Promise<number> {
  const id = vastColumn({ name: 'id', type: 'int64', description: '' }, { path, columns: await foundColumns(duckDb, path), alias: 't' })
  const from = parquetFiles([path], ', file_row_number = true')
  const insert = `INSERT INTO vast_measurements SELECT ${id}, ${facts}, ${firstRow} + t.file_row_number FROM ${from} t`
  const [[count]] = await vastQuery(duckDb, path, insert)
  return Number(count)
}

async function checkSources(duckDb: DuckDb, run: VastRun, { firstForcedId }: IdLimits): Promise<number> {
  const path = vastTable(run, 'sources')
  const id = vastColumn({ name: 'id', type: 'int64', description: '' }, { path, columns: await foundColumns(duckDb, path), alias: 't' })
  await vastQuery(duckDb, path, `CREATE OR REPLACE TEMP TABLE vast_sources AS SELECT ${id} AS id FROM ${parquetFiles([path])} t`)
  const numbers = 'CAST(count(*) AS DOUBLE), CAST(count(DISTINCT id) AS DOUBLE), CAST(min(id) AS DOUBLE), CAST(max(id) AS DOUBLE)'
  const [[all, distinct, least, greatest]] = await vastQuery(duckDb, path, `SELECT ${numbers} FROM vast_sources`)
  if (all !== distinct) refuseDamaged(path, `expected each source once, found ${Number(all) - Number(distinct)} ids again.`)
  if (Number(least) < 0 || Number(greatest) >= firstForcedId)
    refuseDamaged(path, `expected ids of sources from 0 to below 2^52, found ${String(least)} to ${String(greatest)}.`)
  return Number(greatest ?? 0)
}

async function checkMeasurements(duckDb: DuckDb, run: VastRun): Promise<void> {
  const twice = 'SELECT old FROM vast_measurements GROUP BY old HAVING count(*) > 1 OR old IS NULL LIMIT 1'
  const [found] = await vastQuery(duckDb, run.folder, twice)
  if (found !== undefined) refuseDamaged(run.folder, `expected each measurement once, found id ${String(found[0])} in several rows.`)
}

/** Columns that name a row of another table. */
function references({ hasPairs }: VastRun): (readonly [table: string, column: string])[] {
  const pairs = hasPairs
    ? ([
        ['measurement_pairs', 'source_id'],
        ['measurement_pairs', 'meas_id_a'],
        ['measurement_pairs', 'meas_id_b'],
      ] as const)
    : []
  return [
    ['associations', 'source_id'],
    ['associations', 'meas_id'],
    ['relations', 'from_source_id'],
    ['relations', 'to_source_id'],
    ...pairs,
  ]
}

async function checkReference(duckDb: DuckDb, run: VastRun, table: string, column: string): Promise<void> {
  const path = vastTable(run, table)
  const value = vastColumn(
    { name: column, type: 'int64', description: '' },
    { path, columns: await foundColumns(duckDb, path), alias: 't' },
  )
  const known = column.startsWith('meas_') ? 'SELECT old FROM vast_measurements' : 'SELECT id FROM vast_sources'
  const strays = `SELECT CAST(${value} AS VARCHAR) FROM ${parquetFiles([path])} t WHERE ${value} IS NULL OR ${value} NOT IN (${known}) LIMIT 1`
  const [found] = await vastQuery(duckDb, path, strays)
  if (found === undefined) return
  const wanted = column.startsWith('meas_') ? 'a measurement of the images or of the forced fits' : 'a source of sources.parquet'
  refuseDamaged(path, `expected ${column} to name ${wanted}, found ${String(found[0])}, which is none.`)
}

async function countRows(duckDb: DuckDb, run: VastRun, images: number): Promise<VastCounts> {
  const count = async (from: string) => Number((await vastQuery(duckDb, run.folder, `SELECT CAST(count(*) AS DOUBLE) FROM ${from}`))[0][0])
  return {
    images,
    detections: await count('vast_measurements WHERE NOT forced'),
    forced: await count('vast_measurements WHERE forced'),
    sources: await count('vast_sources'),
    newSources: await count(`${parquetFiles([vastTable(run, 'sources')])} WHERE new`),
    relations: await count(parquetFiles([vastTable(run, 'relations')])),
  }
}
