import type Library from '@duckdb/node-bindings'

/**
 * The library of DuckDB itself. It is large, so that it is loaded with the first DuckDB of a process: whoever has one, or
 * rows of one, has this too.
 */
export let duckdb: typeof Library

/** Loads {@link duckdb}. */
export async function loadDuckDb(): Promise<void> {
  duckdb = (await import('@duckdb/node-bindings')).default
}
