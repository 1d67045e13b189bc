import type { ColumnSpec } from '../tables/column.ts'
import { sqlName } from '../parquet/duckDb.ts'
import { refuseDamaged, type FoundColumns } from './vastQuery.ts'

const integerTypes = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT']

/** Where a column of a file is looked for. */
export interface VastFile {
  readonly path: string
  readonly columns: FoundColumns
  /** What the file is called in the statement. */
  readonly alias: string
}

/**
 * SQL that gives a column of one of our tables as a file of the VAST Pipeline has it, value for value. A number that is
 * missing there is unknown here: NULL, or NaN in a column that is always filled by Halley.
 *
 * @throws Refusal `vast.damaged` where a text, an id or a truth value is missing, or an id is no integer
 */
export function vastColumn(spec: ColumnSpec, file: VastFile): string {
  const type = file.columns.get(spec.name)
  if (type === undefined) return missingColumn(spec, file)
  const name = `${file.alias}.${sqlName(spec.name)}`
  if (spec.type === 'int64' && !integerTypes.includes(type)) {
    refuseDamaged(file.path, `expected whole numbers in column ${spec.name}, found ${type}.`)
  }
  return expressions[spec.type](name, spec.nullable ?? false)
}

const expressions: Readonly<Record<ColumnSpec['type'], (name: string, nullable: boolean) => string>> = {
  int64: (name) => `CAST(${name} AS BIGINT)`,
  int32: (name) => `CAST(${name} AS INTEGER)`,
  int16: (name) => `CAST(${name} AS SMALLINT)`,
  float64: (name, nullable) => float(name, 'DOUBLE', nullable),
  float32: (name, nullable) => float(name, 'FLOAT', nullable),
  boolean: (name, nullable) => (nullable ? `CAST(${name} AS BOOLEAN)` : `coalesce(CAST(${name} AS BOOLEAN), false)`),
  string: (name, nullable) => (nullable ? `CAST(${name} AS VARCHAR)` : `coalesce(CAST(${name} AS VARCHAR), '')`),
  timestamp: (name) => `CAST(${name} AS TIMESTAMPTZ)`,
}

/** pandas has NaN for NULL, and NULL for NaN. */
function float(name: string, type: 'DOUBLE' | 'FLOAT', nullable: boolean): string {
  const value = `CAST(${name} AS ${type})`
  return nullable ? `CASE WHEN isnan(${value}) THEN NULL ELSE ${value} END` : `coalesce(${value}, CAST('nan' AS ${type}))`
}

function missingColumn({ name, type, nullable }: ColumnSpec, { path }: VastFile): string {
  if (type === 'float64' || type === 'float32') return nullable ? `CAST(NULL AS DOUBLE)` : `CAST('nan' AS DOUBLE)`
  if (type === 'boolean' && nullable) return `CAST(NULL AS BOOLEAN)`
  return refuseDamaged(path, `expected a column ${name}, found none of that name.`)
}
