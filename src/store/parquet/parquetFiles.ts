import { sqlLiteral } from './duckDb.ts'

/** Files as a table of SQL, by their names: DuckDB takes *, ? and [ for wildcards even where a file is called so. */
export function parquetFiles(paths: readonly string[], options = ''): string {
  const literals = paths.map((path) => sqlLiteral(path.replace(/[*?[]/g, '[$&]')))
  return `read_parquet([${literals.join(', ')}]${options})`
}
