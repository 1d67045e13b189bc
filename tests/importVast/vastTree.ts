// A working directory of the VAST Pipeline: what Halley made of a simulated survey, in VAST's layout, types and ids.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { process, readTable } from '../process/processing.ts'

/** A run of the old system: its name there and the configuration that it was processed with. */
export interface TreeRun {
  readonly name: string
  readonly configPath: string
}

/** Ids of VAST's database: rows are numbered over all runs and images. */
export const firstSourceId = 5001
const firstMeasurementId = 70_001

function file(path: string): string {
  return `read_parquet('${path.replaceAll("'", "''")}', file_row_number = true)`
}

class TreeWriter {
  readonly #connection: DuckDBConnection
  readonly #directory: string
  readonly #imageIds = new Map<string, number>()
  #lastMeasurementId = firstMeasurementId - 1
  #lastSourceId = firstSourceId - 1

  constructor(connection: DuckDBConnection, directory: string) {
    this.#connection = connection
    this.#directory = directory
  }

  async start(): Promise<void> {
    await this.#connection.run("SET TimeZone = 'UTC'")
    await this.#connection.run('CREATE TABLE measurement_ids (halley BIGINT, vast BIGINT)')
    await this.#connection.run('CREATE TABLE image_ids (halley BIGINT, vast BIGINT)')
  }

  async #count(table: string): Promise<number> {
    const reader = await this.#connection.runAndReadAll(`SELECT CAST(count(*) AS DOUBLE) FROM ${table}`)
    return Number(reader.getRows()[0]?.[0])
  }

  /** Numbers the rows of a table of measurements after all before, and writes it as VAST has it. */
  async #measurements(from: string, to: string): Promise<void> {
    const first = this.#lastMeasurementId + 1
    await this.#connection.run(`INSERT INTO measurement_ids SELECT id, ${first} + file_row_number FROM ${file(from)}`)
    this.#lastMeasurementId += await this.#count(file(from))
    const select = `SELECT t.* REPLACE (${first} + t.file_row_number AS id, i.vast AS image_id) FROM ${file(from)} t JOIN image_ids i ON i.halley = t.image_id`
    await this.#connection.run(
      `COPY (SELECT * EXCLUDE file_row_number FROM (${select} ORDER BY t.file_row_number)) TO '${to}' (FORMAT parquet)`,
    )
  }

  async #image(name: string, number: number, path: string): Promise<void> {
    if (this.#imageIds.has(name)) return
    const id = this.#imageIds.size + 1
    this.#imageIds.set(name, id)
    await this.#connection.run(`INSERT INTO image_ids VALUES (${number}, ${id})`)
    const folder = join(this.#directory, 'images', name.replaceAll('.', '_'))
    mkdirSync(folder, { recursive: true })
    await this.#measurements(path, join(folder, 'measurements.parquet'))
  }

  /** Writes a run directory of Halley as a run of VAST. */
  async write(from: string, name: string, configPath: string): Promise<void> {
    const to = join(this.#directory, name)
    mkdirSync(to, { recursive: true })
    // Forced fits of two runs of Halley have the same ids, in VAST they have not.
    await this.#connection.run(`DELETE FROM measurement_ids WHERE halley >= ${2 ** 52}`)
    const images = await readTable(from, 'images')
    for (const image of images) await this.#image(String(image['name']), Number(image['id']), String(image['measurements_path']))
    for (const image of images) {
      const forced = `forced_measurements_${String(image['name']).replaceAll('.', '_')}.parquet`
      if ((await readTableOrNull(from, forced.replace('.parquet', ''))) !== null)
        await this.#measurements(join(from, forced), join(to, forced))
    }
    await this.#tables(from, to)
    const config = readFileSync(configPath)
    writeFileSync(join(to, 'config.yaml'), config)
    writeFileSync(join(to, 'config_prev.yaml'), config)
    const log = '2024-11-20-20-35-00_log.txt'
    writeFileSync(join(to, log), '2024-11-20 20:35:00,000 runpipeline INFO VAST Pipeline version: 1.1.1-dev\n')
    this.#lastSourceId += await this.#count(file(join(from, 'sources.parquet')))
  }

  async #tables(from: string, to: string): Promise<void> {
    const source = (column: string) => `CAST(${column} + ${this.#lastSourceId} AS BIGINT) AS ${column}`
    const copy = (table: string, select: string, rest = '') =>
      this.#connection.run(
        `COPY (SELECT ${select} FROM ${file(join(from, `${table}.parquet`))} t ${rest}) TO '${join(to, `${table}.parquet`)}' (FORMAT parquet)`,
      )
    const oldPath = `'/gone/images/' || replace(t.name, '.', '_') || '/measurements.parquet' AS measurements_path`
    await copy(
      'images',
      `t.* EXCLUDE file_row_number REPLACE (i.vast AS id, ${oldPath})`,
      'JOIN image_ids i ON i.halley = t.id ORDER BY t.name DESC',
    )
    await copy('skyregions', '* EXCLUDE file_row_number')
    await copy('bands', '* EXCLUDE file_row_number')
    await copy('sources', `* EXCLUDE (file_row_number, name) REPLACE (${source('id')})`, 'ORDER BY t.id')
    await copy('relations', `${source('from_source_id')}, ${source('to_source_id')}`)
    const member = 'JOIN measurement_ids m ON m.halley = t.meas_id ORDER BY t.file_row_number'
    await copy('associations', `${source('source_id')}, m.vast AS meas_id, d2d, dr, file_row_number AS __index_level_0__`, member)
    const pair =
      'JOIN measurement_ids a ON a.halley = t.meas_id_a JOIN measurement_ids b ON b.halley = t.meas_id_b ORDER BY t.file_row_number'
    const pairIds = `CAST(a.vast AS INTEGER) AS meas_id_a, CAST(b.vast AS INTEGER) AS meas_id_b, CAST(t.source_id + ${this.#lastSourceId} AS SMALLINT) AS source_id`
    await copy('measurement_pairs', `t.* EXCLUDE file_row_number REPLACE (${pairIds})`, pair)
  }
}

async function readTableOrNull(directory: string, table: string): Promise<unknown> {
  try {
    return await readTable(directory, table)
  } catch {
    return null
  }
}

/** Processes each configuration in a store of Halley at `home`, and writes the runs as VAST would have them, in order. */
export async function writeVastTree(home: string, directory: string, runs: readonly TreeRun[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    const writer = new TreeWriter(connection, directory)
    await writer.start()
    for (const [index, { name, configPath }] of runs.entries()) {
      const { directory: from } = await process(home, configPath, { name: `run${index}` })
      await writer.write(from, name, configPath)
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
