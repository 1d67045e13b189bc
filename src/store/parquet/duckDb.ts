import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { loadDuckDb } from './duckDbLibrary.ts'
import type { RowSourceRegistry } from './rowSourceRegistry.ts'

export interface DuckDbOptions {
  readonly memoryLimitMb: number
  readonly threads: number
  /** Where sorting puts what does not fit into memory; without it that is refused. */
  readonly spillFolder?: string
}

/** One in-memory DuckDB, for reading and writing Parquet files: it holds no table of its own. */
export interface DuckDb {
  readonly connection: DuckDBConnection
  readonly rowSources: RowSourceRegistry
  close(): void
}

/** A DuckDB in memory. Extensions are never fetched: what is not linked in fails at once instead of asking the network. */
export async function openInstance(options: DuckDbOptions): Promise<DuckDBInstance> {
  // Most commands read no table: they start without the library, which is large.
  const [{ DuckDBInstance }] = await Promise.all([import('@duckdb/node-api'), loadDuckDb()])
  return DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: `${options.memoryLimitMb}MB`,
    threads: String(options.threads),
    // Otherwise what does not fit into memory would go to a folder `.tmp` wherever Halley was started.
    temp_directory: options.spillFolder ?? '',
    // It tells files apart by path, size and a coarse time, so that a file written again soon may be read with old blocks.
    enable_external_file_cache: 'false',
  })
}

export async function connectTo(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  // Otherwise SQL would show and truncate times in the zone of the host.
  await connection.run("SET TimeZone = 'UTC'")
  return connection
}

export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  const [instance, { registerRowSource }] = await Promise.all([openInstance(options), import('./rowSourceRegistry.ts')])
  const connection = await connectTo(instance)
  return {
    connection,
    rowSources: registerRowSource(connection),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A name as an identifier of SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as a literal of SQL. */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
