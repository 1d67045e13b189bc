import { join } from 'node:path'
import { threadDuckDb } from '../src/app/process/threadDuckDb.ts'
import { copyStatement } from '../src/store/parquet/copyStatement.ts'
import { sqlName } from '../src/store/parquet/duckDb.ts'
import { associationsTable } from '../src/store/tables/associations.ts'
import { bandsTable } from '../src/store/tables/bands.ts'
import type { ColumnSpec, TableSpec } from '../src/store/tables/column.ts'
import { imagesTable } from '../src/store/tables/images.ts'
import { measurementsTable } from '../src/store/tables/measurements.ts'
import { relationsTable } from '../src/store/tables/relations.ts'
import { sourcesTable } from '../src/store/tables/sources.ts'
import { measurementsPerSource, type SizedTables } from './sizedRun.ts'

const idsPerImage = 2 ** 20

const anything: Readonly<Record<ColumnSpec['type'], string>> = {
  int64: '0::BIGINT',
  int32: '(hash(range) % 20)::INTEGER',
  int16: '0::SMALLINT',
  float64: 'exp(random() * 4)',
  float32: 'random()::FLOAT',
  boolean: 'random() < 0.1',
  string: "'component ' || range",
  timestamp: "TIMESTAMP '2026-01-01'",
}

/** All columns of a table with values of their types, but for those that are given. */
function columnsOf(spec: TableSpec, given: Readonly<Record<string, string>>): string {
  return spec.columns.map(({ name, type }) => `${given[name] ?? anything[type]} AS ${sqlName(name)}`).join(', ')
}

async function write(path: string, spec: TableSpec, given: Readonly<Record<string, string>>, from: string): Promise<void> {
  const { connection } = await threadDuckDb()
  await connection.run(copyStatement(`SELECT ${columnsOf(spec, given)} FROM ${from}`, path, spec, { layout: 'query' }))
}

/** Unknown in one row of ten. */
function known(value: string): string {
  return `CASE WHEN hash(range) % 10 = 0 THEN NULL ELSE ${value} END`
}

/** Sources all over the sky, a file's neighbours close to each other as in a file of a run, one in ten without eta and V. */
async function writeSources(folder: string, count: number): Promise<void> {
  const bands = Math.ceil(Math.sqrt(count / 4))
  const perBand = Math.ceil(count / bands)
  const dec = `degrees(asin(2 * ((range // ${perBand}) + random()) / ${bands} - 1))`
  const given = {
    id: 'range + 1',
    n_meas: '(1 + hash(range) % 20)::INTEGER',
    wavg_ra: `((range % ${perBand}) + random()) * 360.0 / ${perBand}`,
    wavg_dec: dec,
    name: "'J' || lpad(range::VARCHAR, 6, '0') || '-' || lpad((range % 1000000)::VARCHAR, 6, '0')",
    eta_peak: known('exp(2 * (random() + random() + random()) - 3)'),
    eta_int: known('exp(2 * (random() + random() + random()) - 3)'),
    v_peak: known('exp(random() + random() - 3)'),
    v_int: known('exp(random() + random() - 3)'),
    new_high_sigma: 'CASE WHEN hash(range) % 50 = 0 THEN exp(random() * 3) END',
  }
  await write(join(folder, 'sources.parquet'), sourcesTable, given, `range(${count})`)
}

/** Each source is seen in every so many images, the first half of them in others than the second. */
async function writeAssociations(folder: string, sources: number, firstImage: number, images: number): Promise<void> {
  const step = images / measurementsPerSource
  const rowsPerImage = Math.ceil(sources / step)
  const source = `(range // ${measurementsPerSource})`
  const image = `${firstImage} + (range % ${measurementsPerSource}) * ${step} + ${source} // ${rowsPerImage}`
  const given = { source_id: `${source} + 1`, meas_id: `(${image}) * ${idsPerImage} + ${source} % ${rowsPerImage}` }
  await write(join(folder, 'associations.parquet'), associationsTable, given, `range(${sources * measurementsPerSource})`)
}

async function writeImages(folder: string, firstImage: number, images: number): Promise<void> {
  const given = { id: `${firstImage} + range`, band_id: '1', name: "'image ' || range" }
  await write(join(folder, 'images.parquet'), imagesTable, given, `range(${images})`)
  await write(join(folder, 'bands.parquet'), bandsTable, { id: '1' }, 'range(1)')
  await write(join(folder, 'relations.parquet'), relationsTable, {}, 'range(0)')
}

/** Tables as processing leaves them, for what pages read: all columns, positions all over the sky. */
export const exploreTables: SizedTables = {
  async writeMeasurements(path, number, rows) {
    const given = {
      id: `${number}::BIGINT * ${idsPerImage} + range`,
      image_id: String(number),
      time: `TIMESTAMP '2026-01-01' + INTERVAL ${number} DAY`,
      ra: 'random() * 360',
      dec: 'degrees(asin(2 * random() - 1))',
      forced: 'false',
    }
    await write(path, measurementsTable, given, `range(${rows})`)
  },
  async writeResult(folder, { sources, firstImage, images }) {
    await writeSources(folder, sources)
    await writeAssociations(folder, sources, firstImage, images)
    await writeImages(folder, firstImage, images)
  },
}
