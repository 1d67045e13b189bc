import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { availableParallelism } from 'node:os'
import { columnSink } from '../parquet/columnSink.ts'
import { connectTo, openInstance } from '../parquet/duckDb.ts'
import type { ColumnSpec } from '../tables/column.ts'
import { boundValues } from './boundValues.ts'
import { rowsOf, type ReadTable } from './readTable.ts'
import type { Block, TableQuery, TableReader, TableRow } from './tableReader.ts'
import { unwanted } from './whileWanted.ts'

/** Readings at once: more would only wait for each other's cores. */
const mostAtOnce = 4

const rowsPerBlock = 65_536

/** Reads tables in this process, with a DuckDB that is opened at its first use; its readings side by side. */
export class LocalReader implements TableReader {
  readonly #memoryLimitMb: number
  readonly #idle: DuckDBConnection[] = []
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []
  #instance: Promise<DuckDBInstance> | undefined
  #connections = 0

  constructor(memoryLimitMb: number) {
    this.#memoryLimitMb = memoryLimitMb
  }

  async #take(): Promise<DuckDBConnection> {
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#connections >= mostAtOnce) return new Promise((resolve) => this.#waiting.push(resolve))
    this.#connections += 1
    this.#instance ??= openInstance({ memoryLimitMb: this.#memoryLimitMb, threads: availableParallelism() })
    return connectTo(await this.#instance)
  }

  #giveBack(connection: DuckDBConnection): void {
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#idle.push(connection)
  }

  async #with<T>(signal: AbortSignal | undefined, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#take()
    const interrupt = () => connection.interrupt()
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      if (signal?.aborted) throw unwanted()
      return await work(connection)
    } catch (error) {
      if (signal?.aborted) throw unwanted()
      throw error
    } finally {
      signal?.removeEventListener('abort', interrupt)
      this.#giveBack(connection)
    }
  }

  /** What {@link TableReader.rows} gives, by columns. */
  table({ statement, values }: TableQuery, signal?: AbortSignal): Promise<ReadTable> {
    return this.#with(signal, async (connection) => {
      const reader = await connection.runAndReadAll(statement, ...(await boundValues(values)))
      return { names: reader.deduplicatedColumnNames(), columns: reader.getColumnsJS() }
    })
  }

  async rows(query: TableQuery, signal?: AbortSignal): Promise<TableRow[]> {
    return rowsOf(await this.table(query, signal))
  }

  /** {@link TableReader.visit}, which waits for what `visit` answers. */
  visit(
    { statement, values }: TableQuery,
    columns: readonly ColumnSpec[],
    visit: (block: Block) => boolean | Promise<boolean>,
    signal?: AbortSignal,
  ): Promise<void> {
    return this.#with(signal, async (connection) => {
      const result = await connection.stream(statement, ...(await boundValues(values)))
      const sinks = columns.map((column) => columnSink(column))
      const empty = () => sinks.forEach((sink) => sink.reserve(rowsPerBlock))
      const collected = (rowCount: number) => ({ columns: sinks.map((sink) => sink.collected()), rowCount })
      let held = 0
      empty()
      for (;;) {
        const chunk = await result.fetchChunk()
        if (signal?.aborted) throw unwanted()
        if (chunk === null || chunk.rowCount === 0) break
        if (held + chunk.rowCount > rowsPerBlock) {
          if (!(await visit(collected(held)))) return undefined
          held = 0
          empty()
        }
        sinks.forEach((sink, index) => sink.append(chunk, index, chunk.rowCount))
        held += chunk.rowCount
      }
      if (held > 0) await visit(collected(held))
      return undefined
    })
  }

  async close(): Promise<void> {
    for (const connection of this.#idle.splice(0)) connection.closeSync()
    const instance = await this.#instance
    instance?.closeSync()
  }
}
