import type { DuckDBDataChunk } from '@duckdb/node-api'
import { refuse, Refusal, settle, type Result } from '../../fault/fault.ts'
import type { ColumnName, ColumnSpec, ColumnsRead, TableSpec } from '../tables/column.ts'
import { vectorSize } from './columnEncoder.ts'
import { columnSink, readExpression, type ColumnSink } from './columnSink.ts'
import type { DuckDb } from './duckDb.ts'
import { parquetFiles } from './parquetFiles.ts'

const rowsPerVisit = 32 * vectorSize

/**
 * Columns of one or more files of one table, rows in the order of the files and of the rows within each.
 *
 * @returns integers as doubles, exact below 2^53; unknown as NaN, 255 or null. `parquet.read` where a file is
 * missing, damaged or lacks a column
 */
export function readColumns<S extends TableSpec, N extends ColumnName<S>>(
  duckDb: DuckDb,
  paths: readonly string[],
  spec: S,
  columnNames: readonly N[],
): Promise<Result<ColumnsRead<S, N>>> {
  const columns = columnSpecs(spec, columnNames)
  const sinks = columns.map((column) => columnSink(column))
  return settle(async () => {
    const rows = await countRows(duckDb, paths)
    for (const sink of sinks) sink.reserve(rows)
    for await (const vectors of readVectors(duckDb, paths, columns)) append(sinks, vectors)
    return collected<S, N>(columns, sinks)
  })
}

/**
 * {@link readColumns} for tables that do not fit into memory: calls `visit` with up to 65,536 rows at a time.
 *
 * @returns the number of rows
 */
export function visitColumns<S extends TableSpec, N extends ColumnName<S>>(
  duckDb: DuckDb,
  paths: readonly string[],
  spec: S,
  columnNames: readonly N[],
  visit: (rows: ColumnsRead<S, N>) => void | Promise<void>,
): Promise<Result<number>> {
  const columns = columnSpecs(spec, columnNames)
  const sinks = columns.map((column) => columnSink(column))
  return settle(async () => {
    let total = 0
    let held = 0
    for (const sink of sinks) sink.reserve(rowsPerVisit)
    for await (const vectors of readVectors(duckDb, paths, columns)) {
      if (held + vectors.rowCount > rowsPerVisit) {
        await visit(collected<S, N>(columns, sinks))
        for (const sink of sinks) sink.reserve(rowsPerVisit)
        held = 0
      }
      append(sinks, vectors)
      held += vectors.rowCount
      total += vectors.rowCount
    }
    if (held > 0) await visit(collected<S, N>(columns, sinks))
    return total
  })
}

function columnSpecs(spec: TableSpec, columnNames: readonly string[]): ColumnSpec[] {
  return columnNames.map((name) => {
    const column = spec.columns.find((candidate) => candidate.name === name)
    if (column === undefined) throw new TypeError(`${spec.name} has no column ${name}.`)
    return column
  })
}

function append(sinks: readonly ColumnSink[], vectors: DuckDBDataChunk): void {
  for (let index = 0; index < sinks.length; index++) sinks[index].append(vectors, index, vectors.rowCount)
}

function collected<S extends TableSpec, N extends ColumnName<S>>(columns: readonly ColumnSpec[], sinks: readonly ColumnSink[]) {
  return Object.fromEntries(columns.map((column, index) => [column.name, sinks[index].collected()])) as ColumnsRead<S, N>
}

async function countRows(duckDb: DuckDb, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) return 0
  try {
    const reader = await duckDb.connection.runAndReadAll(`SELECT CAST(count(*) AS DOUBLE) FROM ${parquetFiles(paths)}`)
    return Number(reader.value(0, 0))
  } catch (error) {
    return refuseToRead(paths, error)
  }
}

async function* readVectors(duckDb: DuckDb, paths: readonly string[], columns: readonly ColumnSpec[]): AsyncGenerator<DuckDBDataChunk> {
  if (paths.length === 0) return
  try {
    const result = await duckDb.connection.stream(`SELECT ${columns.map(readExpression).join(', ')} FROM ${parquetFiles(paths)}`)
    for (;;) {
      const vectors = await result.fetchChunk()
      if (vectors === null || vectors.rowCount === 0) return
      yield vectors
    }
  } catch (error) {
    refuseToRead(paths, error)
  }
}

/** Throws `parquet.read` for files that DuckDB could not read; what is a refusal already goes on. */
export function refuseToRead(paths: readonly string[], error: unknown): never {
  if (error instanceof Refusal) throw error
  const reason = error instanceof Error ? error.message : String(error)
  const where = paths.length === 1 ? paths[0] : `one of ${paths.length} files from ${paths[0]} on`
  refuse('parquet.read', `${where} could not be read: ${reason}`, {
    hint: 'The file is part of the store and should not have been changed or removed by hand; bring it back from a backup.',
    data: { paths },
  })
}
