import type { DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { SqlValue } from './sqlParameters.ts'

/** The values of a statement and their types, as a connection of DuckDB takes them after its text: nothing where it has none. */
export async function boundValues(values: readonly SqlValue[] = []): Promise<[values?: DuckDBValue[], types?: DuckDBType[]]> {
  if (values.length === 0) return []
  const { DOUBLE, LIST, listValue, VARCHAR } = await import('@duckdb/node-api')
  const types = { number: DOUBLE, text: VARCHAR, numbers: LIST(DOUBLE), texts: LIST(VARCHAR) } as const
  const plain = ({ value }: SqlValue) => (typeof value === 'object' ? listValue(value) : value)
  return [values.map(plain), values.map(({ type }) => types[type])]
}
