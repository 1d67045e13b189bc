import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TablePair } from './compare.ts'
import type { Cell, Row } from './table.ts'
import { readCsv, readParquet } from './table.ts'

/** All tables of one processing, from either side. */
export interface Tables {
  readonly images: readonly Row[]
  readonly skyregions: readonly Row[]
  readonly bands: readonly Row[]
  readonly measurements: readonly Row[]
  readonly forced: readonly Row[]
  readonly sources: readonly Row[]
  readonly associations: readonly Row[]
  readonly relations: readonly Row[]
  readonly pairs: readonly Row[]
}

/** Reads what the VAST Pipeline wrote, as CSV. */
export function readExpected(folder: string): Tables {
  const read = (name: string) => readCsv(join(folder, `${name}.csv`))
  const readAll = (prefix: string) =>
    readdirSync(folder)
      .filter((file) => file.startsWith(prefix))
      .sort()
      .flatMap((file) => readCsv(join(folder, file)))
  return {
    images: read('images'),
    skyregions: read('skyregions'),
    bands: read('bands'),
    measurements: readAll('measurements_'),
    forced: readAll('forced_measurements_'),
    sources: read('sources'),
    associations: read('associations'),
    relations: read('relations'),
    pairs: read('measurement_pairs'),
  }
}

/** Reads a run directory of Halley as a notebook would. */
export async function readRun(folder: string): Promise<Tables> {
  const read = (name: string) => readParquet(join(folder, `${name}.parquet`))
  const images = await read('images')
  const forcedFiles = readdirSync(folder)
    .filter((file) => file.startsWith('forced_measurements_'))
    .sort()
  const measurementFiles = images.map((image) => String(image['measurements_path'])).filter((path) => existsSync(path))
  return {
    images,
    skyregions: await read('skyregions'),
    bands: await read('bands'),
    measurements: (await Promise.all(measurementFiles.map(readParquet))).flat(),
    forced: (await Promise.all(forcedFiles.map((file) => readParquet(join(folder, file))))).flat(),
    sources: await read('sources'),
    associations: await read('associations'),
    relations: await read('relations'),
    pairs: await read('measurement_pairs'),
  }
}

function lookUp(rows: readonly Row[], nameOf: (row: Row) => string): Map<Cell, string> {
  return new Map(rows.map((row) => [row['id'] ?? null, nameOf(row)]))
}

/** Rows by key; of rows with the same key the later ones are numbered, so that none is lost. */
function keyed(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row> {
  const map = new Map<string, Row>()
  for (const row of rows) {
    const key = keyOf(row)
    let unique = key
    for (let copy = 2; map.has(unique); copy++) unique = `${key} (${copy})`
    map.set(unique, row)
  }
  return map
}

function regionName(row: Row): string {
  return `${Number(row['centre_ra']).toFixed(4)} ${Number(row['centre_dec']).toFixed(4)}`
}

/**
 * Names without ids: detections by image and component (`epoch01/4a`), sources by their detections
 * (`epoch01/4a + epoch02/2a`), forced fits by their image (`epoch03/forced`) and, where it must be said, their source.
 */
function namings(tables: Tables) {
  const image = lookUp(tables.images, (row) => String(row['name']).replace(/\.fits$/, ''))
  const imageOf = (row: Row) => image.get(row['image_id'] ?? null) ?? 'no image'
  const detection = (row: Row) => `${imageOf(row)}/${String(row['component_id']).replace(/^component_/, '')}`
  const detections = lookUp(tables.measurements, detection)
  const forced = lookUp(tables.forced, (row) => `${imageOf(row)}/forced`)
  const measurementName = (id: Cell = null) => detections.get(id) ?? forced.get(id) ?? `unknown measurement ${id}`
  const members = Map.groupBy(tables.associations, (row) => row['source_id'] ?? null)
  const nameOfMembers = (rows: readonly Row[]) =>
    rows
      .flatMap((row) => detections.get(row['meas_id'] ?? null) ?? [])
      .sort()
      .join(' + ')
  const source = new Map([...members].map(([id, rows]) => [id, nameOfMembers(rows)]))
  const sourceName = (id: Cell = null) => source.get(id) ?? `unknown source ${id}`
  const sourceOf = new Map(tables.associations.map((row) => [row['meas_id'] ?? null, sourceName(row['source_id'])]))
  const forcedName = (row: Row) => `${imageOf(row)}/forced of ${sourceOf.get(row['id'] ?? null) ?? 'no source'}`
  return { detection, forcedName, measurementName, sourceName }
}

/** Images that name their region and band instead of numbering them. */
function namedImages({ images, skyregions, bands }: Tables): Row[] {
  const region = lookUp(skyregions, regionName)
  const band = lookUp(bands, (row) => String(row['name']))
  return images.map((row) => ({
    ...row,
    skyreg_id: region.get(row['skyreg_id'] ?? null) ?? 'no region',
    band_id: band.get(row['band_id'] ?? null) ?? 'no band',
  }))
}

function keyedTables(tables: Tables): Record<string, Map<string, Row>> {
  const { detection, forcedName, measurementName, sourceName } = namings(tables)
  const inSource = (row: Row) => `in ${sourceName(row['source_id'])}`
  return {
    images: keyed(namedImages(tables), (row) => String(row['name'])),
    skyregions: keyed(tables.skyregions, regionName),
    bands: keyed(tables.bands, (row) => String(row['name'])),
    measurements: keyed(tables.measurements, detection),
    forced_measurements: keyed(tables.forced, forcedName),
    sources: keyed(tables.sources, (row) => sourceName(row['id'])),
    associations: keyed(tables.associations, (row) => `${measurementName(row['meas_id'])} ${inSource(row)}`),
    relations: keyed(tables.relations, (row) => `${sourceName(row['from_source_id'])} -> ${sourceName(row['to_source_id'])}`),
    measurement_pairs: keyed(
      tables.pairs,
      (row) => `${measurementName(row['meas_id_a'])} - ${measurementName(row['meas_id_b'])} ${inSource(row)}`,
    ),
  }
}

const skipped: Readonly<Record<string, readonly string[]>> = {
  images: ['id', 'measurements_path', 'path', 'noise_path', 'background_path'],
  skyregions: ['id'],
  bands: ['id'],
  measurements: ['id', 'image_id'],
  forced_measurements: ['id', 'image_id'],
  sources: ['id'],
  associations: ['index', 'source_id', 'meas_id'],
  relations: ['from_source_id', 'to_source_id'],
  measurement_pairs: ['meas_id_a', 'meas_id_b', 'source_id'],
}

/** Both sides, table by table, ready to be compared. */
export function pairTables(expected: Tables, found: Tables): TablePair[] {
  const [a, b] = [keyedTables(expected), keyedTables(found)]
  return Object.entries(skipped).map(([table, skip]) => ({ table, expected: a[table] ?? new Map(), found: b[table] ?? new Map(), skip }))
}
