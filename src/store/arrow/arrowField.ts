import type duckdb from '@duckdb/node-bindings'
import { Field, type Data, type DataType } from 'apache-arrow'
import type { RowSpan } from '../parquet/columnEncoder.ts'
import type { ColumnSpec } from '../tables/column.ts'

/** Collects one column of a record batch from vectors of DuckDB. Its buffers are used again for the next batch. */
export interface ArrowColumn {
  readonly field: Field
  /** SQL that gives the column in the form that it copies. */
  readonly expression: string
  append(vector: duckdb.Vector, span: RowSpan): void
  /** The first `rows` rows, to be written before the next `append`; then it is empty. */
  take(rows: number): Data
}

/** The name, and what the table says of the column: unit, UCD and description are metadata of the field. */
export function fieldOf(spec: ColumnSpec, type: DataType): Field {
  const facts = [
    ['unit', spec.unit],
    ['ucd', spec.ucd],
    ['description', spec.description],
  ] as const
  return new Field(spec.name, type, spec.nullable ?? false, new Map(facts.flatMap(([key, value]) => (value ? [[key, value]] : []))))
}
