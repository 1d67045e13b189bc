// What vast-tools does when it lists and loads runs, step by step, on the directory `runs/` of a store.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { tableFromIPC, type Table } from 'apache-arrow'
import { asyncBufferFromFile, parquetMetadataAsync, type FileMetaData } from 'hyparquet'
import { beforeAll, expect, test } from 'vitest'
import { exportArrow } from '../../src/app/export/exportArrow.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { importRuns, withHalley } from '../importVast/importing.ts'
import { writeVastTree } from '../importVast/vastTree.ts'
import { process, readRows, readTable, type Row } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')
const projectDir = join(home, 'runs')
/** One that Halley has processed, one that it has taken over from VAST. */
const runNames = ['lmc', 'old']

beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'))
  const configPath = writeConfig(join(folder, 'lmc.yaml'), images)
  await process(home, configPath, { name: 'lmc' })
  await writeVastTree(join(folder, 'maker'), join(folder, 'vast'), [{ name: 'old', configPath }])
  await importRuns(home, join(folder, 'vast'))
})

interface PandasColumn {
  readonly name: string | null
  readonly field_name: string | null
  readonly pandas_type: string
  readonly numpy_type: string
}

interface PandasMetadata {
  readonly index_columns: readonly unknown[]
  readonly columns: readonly PandasColumn[]
}

function metadataOf(path: string): Promise<FileMetaData> {
  return asyncBufferFromFile(path).then((file) => parquetMetadataAsync(file))
}

/** The frame that pandas makes of a file: its index and the types of its columns. */
async function frameOf(path: string): Promise<{ readonly index: readonly unknown[]; readonly types: Readonly<Record<string, string>> }> {
  const { key_value_metadata: pairs, schema } = await metadataOf(path)
  const text = pairs?.find(({ key }) => key === 'pandas')?.value
  const { index_columns: index, columns } = JSON.parse(text ?? '{}') as PandasMetadata
  const [, ...fields] = schema
  expect(columns.map(({ field_name: name }) => name)).toEqual(fields.map(({ name }) => name))
  return { index, types: Object.fromEntries(columns.map(({ field_name: name, numpy_type: type }) => [String(name), type])) }
}

const idColumns: Readonly<Record<string, readonly string[]>> = {
  images: ['id', 'band_id', 'skyreg_id'],
  skyregions: ['id'],
  bands: ['id'],
  sources: ['id'],
  associations: ['source_id', 'meas_id'],
  relations: ['from_source_id', 'to_source_id'],
  measurement_pairs: ['meas_id_a', 'meas_id_b', 'source_id'],
}

function measurementFiles(runDir: string, images: readonly Row[]): string[] {
  const forced = readdirSync(runDir).filter((name) => name.startsWith('forced_measurements') && name.endsWith('.parquet'))
  return [...images.map((row) => String(row['measurements_path'])), ...forced.toSorted().map((name) => join(runDir, name))]
}

async function joinedMeasurements(runDir: string): Promise<Row[]> {
  const files = measurementFiles(runDir, await readTable(runDir, 'images'))
  const byId = new Map((await Promise.all(files.map(readRows))).flat().map((row) => [row['id'], row]))
  return (await readTable(runDir, 'associations')).map((row) => ({ source: row['source_id'], ...byId.get(row['meas_id']) }))
}

test('list_piperuns finds the runs and, as it must, the folder of the images; list_images finds these', () => {
  const jobs = readdirSync(projectDir)
  expect(jobs).toContain('images')
  expect(jobs.filter((name) => name !== 'images').toSorted()).toEqual(runNames)
  const images = readdirSync(join(projectDir, 'images'))
  expect(images).toHaveLength(6)
  for (const name of images) expect(statSync(join(projectDir, 'images', name, 'measurements.parquet')).size).toBeGreaterThan(0)
})

test.each(runNames)('%s: sources come with their ids as the index, the other tables with theirs as columns', async (name) => {
  for (const [table, ids] of Object.entries(idColumns)) {
    const { index, types } = await frameOf(join(projectDir, name, `${table}.parquet`))
    expect({ table, index }).toEqual({ table, index: table === 'sources' ? ['id'] : [] })
    for (const id of ids) expect({ table, id, type: types[id] }).toEqual({ table, id, type: 'int64' })
  }
  const { types } = await frameOf(join(projectDir, name, 'images.parquet'))
  expect(types['datetime']).toBe('datetime64[ns]')
})

test.each(runNames)('%s: images merge with their sky regions and bands', async (name) => {
  const runDir = join(projectDir, name)
  const regions = new Set((await readTable(runDir, 'skyregions')).map((row) => row['id']))
  const bands = new Set((await readTable(runDir, 'bands')).map((row) => row['id']))
  for (const { skyreg_id: region, band_id: band } of await readTable(runDir, 'images')) {
    expect({ region: regions.has(region), band: bands.has(band) }).toEqual({ region: true, band: true })
  }
})

test.each(runNames)('%s: sources have the columns that are moved and renamed', async (name) => {
  const [source] = await readTable(join(projectDir, name), 'sources')
  for (const column of ['n_meas', 'n_meas_sel', 'n_meas_forced', 'n_sibl', 'n_rel', 'wavg_ra', 'wavg_dec', 'v_peak', 'eta_peak']) {
    expect(source).toHaveProperty(column)
  }
})

test.each(runNames)('%s: dask reads all files of measurements as one table', async (name) => {
  const runDir = join(projectDir, name)
  const files = measurementFiles(runDir, await readTable(runDir, 'images'))
  expect(files.length).toBeGreaterThan(3)
  const schemas = await Promise.all(
    files.map(async (file) =>
      JSON.stringify((await metadataOf(file)).schema.map(({ name: column, type, converted_type: converted }) => [column, type, converted])),
    ),
  )
  expect(new Set(schemas).size).toBe(1)
  expect((await frameOf(files[0] ?? '')).index).toEqual([])
})

test.each(runNames)('%s: get_source finds as many measurements as the source says, each with its image', async (name) => {
  const runDir = join(projectDir, name)
  const images = new Set((await readTable(runDir, 'images')).map((row) => row['id']))
  const bySource = Map.groupBy(await joinedMeasurements(runDir), (row) => row['source'])
  for (const { id, n_meas: count } of await readTable(runDir, 'sources')) {
    const measurements = bySource.get(id) ?? []
    expect({ id, count: measurements.length }).toEqual({ id, count })
    for (const { image_id: image } of measurements) expect(images.has(image)).toBe(true)
  }
})

test.each(runNames)('%s: load_two_epoch_metrics finds every pair among those of its images in the order of time', async (name) => {
  const runDir = join(projectDir, name)
  const images = (await readTable(runDir, 'images')).toSorted((a, b) => Number(a['datetime']) - Number(b['datetime']))
  const names = images.map((row) => String(row['name']))
  const keys = new Set(names.flatMap((a, index) => names.slice(index + 1).map((b) => `${a}_${b}`)))
  const pairs = await readTable(runDir, 'measurement_pairs')
  expect(pairs.length).toBeGreaterThan(50)
  for (const { image_name_a: a, image_name_b: b } of pairs) expect(keys).toContain(`${String(a)}_${String(b)}`)
})

function openArrow(path: string): Table {
  return tableFromIPC(readFileSync(path))
}

test.each(runNames)('%s: vaex opens the Arrow files: plain columns, the rows of the join', async (name) => {
  await withHalley(home, async (halley) => {
    const run = valueOf(await findRun(halley, name))
    valueOf(await exportArrow(halley, run, { overwrite: false, signal: new AbortController().signal, onProgress: () => {} }))
  })
  const runDir = join(projectDir, name)
  const [measurements, pairs] = [openArrow(join(runDir, 'measurements.arrow')), openArrow(join(runDir, 'measurement_pairs.arrow'))]
  const joined = await joinedMeasurements(runDir)
  expect(measurements.schema.names).toEqual(Object.keys(joined[0] ?? {}))
  for (const column of ['source', 'id', 'forced', 'flux_peak', 'name']) {
    const values = Array.from(measurements.getChild(column) ?? [], (value: unknown) => (typeof value === 'bigint' ? Number(value) : value))
    expect(values).toEqual(joined.map((row) => row[column]))
  }
  const types = new Map(measurements.schema.fields.map((field) => [field.name, String(field.type)]))
  expect([types.get('source'), types.get('time'), types.get('name'), types.get('forced')]).toEqual([
    'Int64',
    'Timestamp<NANOSECOND>',
    'Utf8',
    'Bool',
  ])
  expect(String(pairs.schema.fields.find((field) => field.name === 'image_name_a')?.type)).toBe('Utf8')
  expect(pairs.numRows).toBe((await readTable(runDir, 'measurement_pairs')).length)
})
