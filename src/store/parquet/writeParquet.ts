import { statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { failure, success, type Result } from '../../fault/fault.ts'
import type { ColumnsOf, TableSpec } from '../tables/column.ts'
import { copyStatement, type ParquetOptions } from './copyStatement.ts'
import type { DuckDb } from './duckDb.ts'
import { RowSource, type ColumnChunk } from './rowSource.ts'
import { writeFault } from './writeFault.ts'

export interface ParquetWritten {
  readonly rows: number
  readonly bytes: number
}

/**
 * Writes a table as one Parquet file, rows in the order of the source; equal input gives equal bytes at any number of
 * threads. An iterable of chunks is taken one chunk at a time, so memory does not grow with the table; it is read on
 * this thread while DuckDB waits.
 *
 * What the source throws is thrown here. A disk that refuses gives `parquet.write`, and no file remains.
 */
export async function writeParquet<S extends TableSpec>(
  duckDb: DuckDb,
  path: string,
  spec: S,
  source: ColumnsOf<S> | Iterable<ColumnsOf<S>>,
  options: ParquetOptions,
): Promise<Result<ParquetWritten>> {
  const chunks = chunksOf(source)
  const first = chunks.next()
  const rows = new RowSource(spec, chunks, first.done ? emptyChunk(spec) : first.value)
  try {
    await duckDb.rowSources.use(rows, (call) => duckDb.connection.run(copyStatement(`FROM ${call}`, path, spec, options)))
    return success({ rows: rows.rowCount, bytes: statSync(path).size })
  } catch (error) {
    await rm(path, { force: true })
    if (rows.error !== undefined) throw rows.error
    return failure(writeFault(path, error))
  }
}

function* chunksOf(source: object): Generator<ColumnChunk, undefined> {
  if (Symbol.iterator in source) yield* source as Iterable<ColumnChunk>
  else yield source as ColumnChunk
}

function emptyChunk(spec: TableSpec): ColumnChunk {
  return Object.fromEntries(spec.columns.map((column) => [column.name, []]))
}
