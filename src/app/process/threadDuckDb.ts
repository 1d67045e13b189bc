import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { openDuckDb } from '../../store/parquet/duckDb.ts'

let opened: Promise<DuckDb> | undefined

/** The DuckDB of this thread, for writing Parquet: one, opened at its first use, small because rows flow through it. */
export function threadDuckDb(): Promise<DuckDb> {
  opened ??= openDuckDb({ memoryLimitMb: 200, threads: 1 })
  return opened
}
