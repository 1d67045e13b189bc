import type { DuckDBDataChunk } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import { makeData, RecordBatch, Schema, Struct } from 'apache-arrow'
import { refuse } from '../../fault/fault.ts'
import { vectorSize } from '../parquet/columnEncoder.ts'
import type { DuckDb } from '../parquet/duckDb.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { boundValues } from '../queries/boundValues.ts'
import type { SqlParameters } from '../queries/sqlParameters.ts'
import { arrowColumn, type ArrowColumnSpec } from './arrowColumn.ts'
import { ArrowFile } from './arrowFile.ts'
import type { ArrowColumn } from './arrowField.ts'

/** Rows of a record batch; only the last of a file has fewer. */
export const rowsPerBatch = 32 * vectorSize

export interface ArrowSource {
  readonly columns: readonly ArrowColumnSpec[]
  /** What follows FROM: gives rows with those columns, in their order. */
  readonly from: string
  /** The values that it names. */
  readonly parameters?: SqlParameters
  /** The files that it reads, for a refusal. */
  readonly paths: readonly string[]
}

export interface ArrowWritten {
  readonly rows: number
  readonly bytes: number
}

export interface ArrowOptions {
  /** Called after each full batch. */
  readonly onBatch?: () => void
  /** Asked after each batch whether to stop. */
  readonly isStopped?: () => boolean
}

/**
 * Writes rows of Parquet files as one Arrow file, in batches of 65,536 rows, so that memory does not grow with them.
 * Equal input gives equal bytes.
 *
 * @throws Refusal `parquet.read` where a source is missing or damaged, `parquet.write` where the disk refuses,
 * `interrupted` where it was stopped; no file remains then
 */
export async function writeArrow(duckDb: DuckDb, path: string, source: ArrowSource, options: ArrowOptions): Promise<ArrowWritten> {
  const columns = source.columns.map((column) => arrowColumn(column, rowsPerBatch))
  const schema = new Schema(columns.map(({ field }) => field))
  const file = await ArrowFile.create(path, schema)
  try {
    const batches = new BatchFiller(schema, columns, file)
    for await (const chunk of readChunks(duckDb, source, columns)) {
      if (await batches.append(chunk)) tell(options)
    }
    await batches.flush()
    await file.close()
    return { rows: batches.rows, bytes: file.bytes }
  } catch (error) {
    await file.discard()
    throw error
  }
}

function tell({ onBatch, isStopped }: ArrowOptions): void {
  onBatch?.()
  if (isStopped?.()) refuse('interrupted', 'The export was stopped.', { hint: 'Start it again when you like.', retryable: true })
}

/** Fills batches from chunks of DuckDB of any size. */
class BatchFiller {
  rows = 0
  readonly #schema: Schema
  readonly #columns: readonly ArrowColumn[]
  readonly #file: ArrowFile
  #held = 0

  constructor(schema: Schema, columns: readonly ArrowColumn[], file: ArrowFile) {
    this.#schema = schema
    this.#columns = columns
    this.#file = file
  }

  /** @returns whether a batch was filled and written */
  async append(chunk: DuckDBDataChunk): Promise<boolean> {
    const { rows } = this
    for (let from = 0; from < chunk.rowCount;) {
      const count = Math.min(chunk.rowCount - from, rowsPerBatch - this.#held)
      const span = { from, to: this.#held, count }
      this.#columns.forEach((column, index) => column.append(duckdb.data_chunk_get_vector(chunk.chunk, index), span))
      this.#held += count
      from += count
      if (this.#held === rowsPerBatch) await this.flush()
    }
    return this.rows > rows
  }

  async flush(): Promise<void> {
    if (this.#held === 0) return
    const children = this.#columns.map((column) => column.take(this.#held))
    const data = makeData({ type: new Struct(this.#schema.fields), length: this.#held, nullCount: 0, children })
    await this.#file.append(new RecordBatch(this.#schema, data))
    this.rows += this.#held
    this.#held = 0
  }
}

async function* readChunks(duckDb: DuckDb, source: ArrowSource, columns: readonly ArrowColumn[]): AsyncGenerator<DuckDBDataChunk> {
  try {
    const { from, parameters } = source
    const select = `SELECT ${columns.map(({ expression }) => expression).join(', ')} FROM ${from}`
    const result = await duckDb.connection.stream(select, ...(await boundValues(parameters?.values)))
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) return
      yield chunk
    }
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Out of Memory')) refuseForRoom(error)
    refuseToRead(source.paths, error)
  }
}

/** What is sorted goes from memory to the disk, and that is full. */
function refuseForRoom({ message }: Error): never {
  refuse('export.room', `Expected room on the disk of the store to put the rows in order, found too little: ${message.split('\n')[0]}`, {
    hint: 'Make room on it: the export needs about as much as the measurements take in Parquet, and then the room of its files.',
    retryable: true,
  })
}
