import { openDuckDb, type DuckDb } from '../../store/parquet/duckDb.ts'

let opened: Promise<DuckDb> | undefined

/** The DuckDB that answers questions about tables: one for the process, opened at its first use. */
export function readingDuckDb(): Promise<DuckDb> {
  opened ??= openDuckDb({ memoryLimitMb: 500, threads: 2 })
  return opened
}
