import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { availableParallelism } from 'node:os'
import { connectTo, openInstance } from '../parquet/duckDb.ts'
import type { SqlParameters } from './sqlParameters.ts'

const MEMORY_MB = 500

/** Readings at once: more would only wait for each other's cores. */
const MOST_AT_ONCE = 4

/** The values of a row by the names of its columns. */
export type TableRow = Readonly<Record<string, unknown>>

/** The DuckDB that pages read the tables of results with: one in a process, opened at its first use, its readings side by side. */
class TableReader {
  readonly #idle: DuckDBConnection[] = []
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []
  readonly #connect: () => Promise<DuckDBConnection>
  #connections = 0

  constructor(connect: () => Promise<DuckDBConnection>) {
    this.#connect = connect
  }

  async #take(): Promise<DuckDBConnection> {
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#connections >= MOST_AT_ONCE) return new Promise((resolve) => this.#waiting.push(resolve))
    this.#connections += 1
    return this.#connect()
  }

  #giveBack(connection: DuckDBConnection): void {
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#idle.push(connection)
  }

  async rows(statement: string, parameters: SqlParameters | undefined): Promise<TableRow[]> {
    const connection = await this.#take()
    try {
      const reader = await connection.runAndReadAll(statement, parameters?.values, parameters?.types)
      return reader.getRowObjectsJS()
    } finally {
      this.#giveBack(connection)
    }
  }

  async visit(statement: string, parameters: SqlParameters, visit: (chunk: DuckDBDataChunk) => boolean): Promise<void> {
    const connection = await this.#take()
    try {
      const result = await connection.stream(statement, parameters.values, parameters.types)
      for (;;) {
        const chunk = await result.fetchChunk()
        if (chunk === null || chunk.rowCount === 0 || !visit(chunk)) return
      }
    } finally {
      this.#giveBack(connection)
    }
  }
}

async function openReader(): Promise<TableReader> {
  const instance = await openInstance({ memoryLimitMb: MEMORY_MB, threads: availableParallelism() })
  return new TableReader(() => connectTo(instance))
}

let opened: Promise<TableReader> | undefined

/**
 * The rows of a statement over Parquet files: numbers as they are, 64-bit integers as bigint, times as `Date`, texts,
 * null. Values of users go in `parameters`, never into the text.
 */
export async function readTables(statement: string, parameters?: SqlParameters): Promise<TableRow[]> {
  opened ??= openReader()
  return (await opened).rows(statement, parameters)
}

/**
 * The rows of a statement as DuckDB has them, some thousand at a time: for very many rows.
 *
 * @param visit returns false to have no more
 */
export async function visitTables(statement: string, parameters: SqlParameters, visit: (chunk: DuckDBDataChunk) => boolean): Promise<void> {
  opened ??= openReader()
  await (await opened).visit(statement, parameters, visit)
}
