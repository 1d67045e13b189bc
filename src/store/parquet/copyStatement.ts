import type { TableSpec } from '../tables/column.ts'
import { sqlLiteral } from './duckDb.ts'
import { fileMetadata } from './fileMetadata.ts'

/**
 * `query` (lz4_raw) is for tables that pages read at random, `archive` (zstd, byte-stream-split floats) for those that
 * are large and read in bulk.
 */
export type ParquetLayout = 'query' | 'archive'

export interface ParquetOptions {
  readonly layout: ParquetLayout
}

const layoutOptions: Readonly<Record<ParquetLayout, string>> = {
  query: 'COMPRESSION lz4_raw',
  // Level 1 is faster by a fifth than the default 3 and no larger on floats.
  archive: 'COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION V2',
}

/** The statement that writes what `select` gives as the file of a table. */
export function copyStatement(select: string, path: string, spec: TableSpec, options: ParquetOptions): string {
  const metadata = fileMetadata(spec).map(([key, value]) => `${sqlLiteral(key)}: ${sqlLiteral(value)}`)
  const target = `(FORMAT parquet, ${layoutOptions[options.layout]}, USE_TMP_FILE false, KV_METADATA {${metadata.join(', ')}})`
  return `COPY (${select}) TO ${sqlLiteral(path)} ${target}`
}
