// Results as processing leaves them, of any size, with random values: for what reads the tables of a version.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sourceRowOrder } from '../../src/app/tables/rowOrder.ts'
import { RandomStream } from '../../src/simulate/random.ts'
import { openDuckDb, type DuckDb } from '../../src/store/parquet/duckDb.ts'
import { writeParquet } from '../../src/store/parquet/writeParquet.ts'
import type { SampleOrigin } from '../../src/store/samples/drawing.ts'
import { associationsTable } from '../../src/store/tables/associations.ts'
import { bandsTable } from '../../src/store/tables/bands.ts'
import type { ColumnData, ColumnSpec, ColumnsOf, TableSpec } from '../../src/store/tables/column.ts'
import { imagesTable } from '../../src/store/tables/images.ts'
import { measurementsTable } from '../../src/store/tables/measurements.ts'
import { sourcesTable } from '../../src/store/tables/sources.ts'
import { valueOf } from './exampleStore.ts'

export const idsPerImage = 2 ** 20
export const firstForcedId = 2 ** 52

export interface ExampleResult {
  readonly folder: string
  readonly run: string
  readonly version: number
  readonly sources: number
  /** Numbers of its images, which no other result in the same image folder has. */
  readonly imageNumbers: readonly number[]
  /** Where the sources are, deg; default: all over the sky. */
  readonly place?: (random: RandomStream) => readonly [raDeg: number, decDeg: number]
}

const fill: { readonly [Type in ColumnSpec['type']]: (rows: number, random: RandomStream) => ColumnData } = {
  int64: (rows, random) => Float64Array.from({ length: rows }, () => random.uint32()),
  int32: (rows, random) => Int32Array.from({ length: rows }, () => random.uint32() % 20),
  int16: (rows, random) => Int16Array.from({ length: rows }, () => random.uint32() % 20),
  float64: (rows, random) => Float64Array.from({ length: rows }, () => random.normal() * 10),
  float32: (rows, random) => Float32Array.from({ length: rows }, () => random.normal()),
  boolean: (rows, random) => Uint8Array.from({ length: rows }, () => random.uint32() % 2),
  string: (rows, random) => Array.from({ length: rows }, () => `text ${random.uint32() % 1000}`),
  timestamp: (rows, random) => Float64Array.from({ length: rows }, () => 1.6e12 + random.uint32()),
}

function withUnknown(column: ColumnData, random: RandomStream): ColumnData {
  if (column instanceof Float64Array) return column.map((value) => (random.uniform() < 0.1 ? Number.NaN : value))
  return column
}

/** All columns of a table with random values, but for those that are given. */
function columnsWith<S extends TableSpec>(spec: S, rows: number, random: RandomStream, given: Partial<ColumnsOf<S>>): ColumnsOf<S> {
  const made = spec.columns.map((column: ColumnSpec) => {
    const ready = (given as Readonly<Record<string, ColumnData | undefined>>)[column.name]
    if (ready !== undefined) return [column.name, ready] as const
    const values = fill[column.type](rows, random)
    return [column.name, column.nullable ? withUnknown(values, random) : values] as const
  })
  return Object.fromEntries(made) as unknown as ColumnsOf<S>
}

interface Point {
  readonly source: number
  readonly image: number
  readonly id: number
}

/** Each source is seen or forced once in each image; now and then two share a detection, as those that forked do. */
function points({ sources, imageNumbers }: ExampleResult, sourceIds: Float64Array, random: RandomStream) {
  const counts = imageNumbers.map(() => 0)
  const entries: Point[] = []
  let forced = 0
  for (let source = 0; source < sources; source++) {
    for (const [image, number] of imageNumbers.entries()) {
      const isFirst = image === 0
      const before = entries.at(-imageNumbers.length)
      const shares = isFirst && before !== undefined && before.id < firstForcedId && random.uniform() < 0.1
      const isForced = !isFirst && random.uniform() < 0.3
      const id = shares ? before.id : isForced ? firstForcedId + forced++ : number * idsPerImage + counts[image]++
      entries.push({ source: sourceIds[source], image, id })
    }
  }
  return entries
}

async function write<S extends TableSpec>(duckDb: DuckDb, folder: string, file: string, spec: S, columns: ColumnsOf<S>): Promise<void> {
  valueOf(await writeParquet(duckDb, join(folder, `${file}.parquet`), spec, columns, { layout: 'archive' }))
}

function positions({ sources, place }: ExampleResult, random: RandomStream) {
  const anywhere = () => [random.uniform() * 360, (Math.asin(2 * random.uniform() - 1) * 180) / Math.PI] as const
  const places = Array.from({ length: sources }, () => (place ? place(random) : anywhere()))
  return { raDeg: Float64Array.from(places, ([ra]) => ra), decDeg: Float64Array.from(places, ([, dec]) => dec) }
}

async function writeSources(duckDb: DuckDb, example: ExampleResult, sourceIds: Float64Array, random: RandomStream): Promise<void> {
  const { raDeg, decDeg } = positions(example, random)
  const order = sourceRowOrder(raDeg, decDeg, sourceIds)
  const pick = (column: Float64Array) => Float64Array.from(order, (row) => column[row])
  const given = {
    id: pick(sourceIds),
    wavg_ra: pick(raDeg),
    wavg_dec: pick(decDeg),
    name: Array.from(order, (row) => `J${String(row).padStart(6, '0')}`),
    eta_peak: Float64Array.from(order, () => (random.uniform() < 0.1 ? Number.NaN : 10 ** (random.normal() * 0.5))),
    v_peak: Float64Array.from(order, () => (random.uniform() < 0.1 ? Number.NaN : 10 ** (random.normal() * 0.3 - 1))),
  }
  await write(duckDb, example.folder, 'sources', sourcesTable, columnsWith(sourcesTable, order.length, random, given))
}

async function writeMeasurements(duckDb: DuckDb, { folder, imageNumbers }: ExampleResult, entries: readonly Point[], imageFolder: string) {
  for (const [image, number] of imageNumbers.entries()) {
    const time = 1.7e12 + image * 8.64e7
    const ids = (isForced: boolean) => {
      const some = entries.filter((entry) => entry.image === image && entry.id >= firstForcedId === isForced)
      return Float64Array.from(new Set(some.map(({ id }) => id)))
    }
    const table = (id: Float64Array, isForced: boolean, random: RandomStream) =>
      columnsWith(measurementsTable, id.length, random, {
        id,
        image_id: id.map(() => number),
        time: id.map(() => time),
        forced: Uint8Array.from(id, () => (isForced ? 1 : 0)),
      })
    // Catalogue measurements of an image are the same in every result.
    const catalogue = table(ids(false), false, new RandomStream(`image ${number}`))
    await write(duckDb, imageFolder, `image-${number}`, measurementsTable, catalogue)
    const forced = ids(true)
    if (forced.length === 0) continue
    const forcedColumns = table(forced, true, new RandomStream(`forced ${folder} ${number}`))
    await write(duckDb, folder, `forced_measurements_image-${number}`, measurementsTable, forcedColumns)
  }
}

async function writeAssociations(duckDb: DuckDb, folder: string, entries: readonly Point[], random: RandomStream): Promise<void> {
  const given = { source_id: Float64Array.from(entries, ({ source }) => source), meas_id: Float64Array.from(entries, ({ id }) => id) }
  await write(duckDb, folder, 'associations', associationsTable, columnsWith(associationsTable, entries.length, random, given))
}

async function writeImages(duckDb: DuckDb, { folder, imageNumbers }: ExampleResult, random: RandomStream): Promise<void> {
  const given = {
    id: Float64Array.from(imageNumbers),
    name: imageNumbers.map((number) => `image-${number}.fits`),
    band_id: Float64Array.from(imageNumbers, (_, image) => 1 + (image % 2)),
  }
  await write(duckDb, folder, 'images', imagesTable, columnsWith(imagesTable, imageNumbers.length, random, given))
  const bands = {
    id: Float64Array.of(1, 2),
    name: ['888', '1367'],
    frequency: Float64Array.of(887.5, 1367.5),
    bandwidth: Float64Array.of(288, 144),
  }
  await write(duckDb, folder, 'bands', bandsTable, bands)
}

/** Writes a result, and the measurements of its images into a folder that results may share. */
export async function writeExampleTables(example: ExampleResult, imageFolder: string): Promise<SampleOrigin> {
  const { folder, run, version, imageNumbers } = example
  const random = new RandomStream(`${run} ${version}`)
  mkdirSync(folder, { recursive: true })
  mkdirSync(imageFolder, { recursive: true })
  const duckDb = await openDuckDb({ memoryLimitMb: 500, threads: 2 })
  try {
    const sourceIds = Float64Array.from({ length: example.sources }, (_, source) => 5 + 3 * source)
    const entries = points(example, sourceIds, random.fork('points'))
    await writeSources(duckDb, example, sourceIds, random.fork('sources'))
    await writeMeasurements(duckDb, example, entries, imageFolder)
    await writeAssociations(duckDb, folder, entries, random.fork('associations'))
    await writeImages(duckDb, example, random.fork('images'))
  } finally {
    duckDb.close()
  }
  const images = imageNumbers.map((number) => ({ number, measurementsPath: join(imageFolder, `image-${number}.parquet`) }))
  return { run, version, resultFolder: folder, images }
}
