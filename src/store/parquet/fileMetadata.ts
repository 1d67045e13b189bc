import { votableHeader } from '../../formats/votable/header.ts'
import type { ColumnSpec, ColumnType, TableSpec } from '../tables/column.ts'

/**
 * The key-value metadata of a table's file: VOParquet 1.0 (IVOA Note, 2025-01-14) for units and UCDs, and the JSON by
 * which pandas restores the index and the time zone.
 */
export function fileMetadata(spec: TableSpec): readonly (readonly [key: string, value: string])[] {
  return [
    ['IVOA.VOTable-Parquet.version', '1.0'],
    [
      'IVOA.VOTable-Parquet.content',
      votableHeader({ name: spec.name, description: spec.description, columns: spec.columns.map(headerColumn) }),
    ],
    ['pandas', JSON.stringify(pandasMetadata(spec))],
  ]
}

interface TypeNames {
  readonly votable: string
  readonly arraysize: string
  readonly pandas: string
  readonly numpy: string
}

const names: Readonly<Record<ColumnType, TypeNames>> = {
  int64: { votable: 'long', arraysize: '', pandas: 'int64', numpy: 'int64' },
  int32: { votable: 'int', arraysize: '', pandas: 'int32', numpy: 'int32' },
  int16: { votable: 'short', arraysize: '', pandas: 'int16', numpy: 'int16' },
  float64: { votable: 'double', arraysize: '', pandas: 'float64', numpy: 'float64' },
  float32: { votable: 'float', arraysize: '', pandas: 'float32', numpy: 'float32' },
  boolean: { votable: 'boolean', arraysize: '', pandas: 'bool', numpy: 'bool' },
  string: { votable: 'char', arraysize: '*', pandas: 'unicode', numpy: 'object' },
  timestamp: { votable: 'char', arraysize: '*', pandas: 'datetimetz', numpy: 'datetime64[ns]' },
}

function headerColumn(column: ColumnSpec) {
  const { votable, arraysize } = names[column.type]
  return {
    name: column.name,
    datatype: votable,
    arraysize,
    unit: column.unit ?? '',
    ucd: column.ucd ?? '',
    description: column.description,
  }
}

function pandasMetadata(spec: TableSpec): object {
  const columns = spec.columns.map((column) => ({
    name: column.name,
    field_name: column.name,
    pandas_type: names[column.type].pandas,
    numpy_type: column.type === 'boolean' && column.nullable ? 'object' : names[column.type].numpy,
    metadata: column.type === 'timestamp' ? { timezone: 'UTC' } : null,
  }))
  const columnIndex = { name: null, field_name: null, pandas_type: 'unicode', numpy_type: 'object', metadata: { encoding: 'UTF-8' } }
  return {
    index_columns: spec.index === undefined ? [] : [spec.index],
    column_indexes: [columnIndex],
    columns,
    creator: { library: 'halley', version: '1' },
    pandas_version: '2.0.0',
  }
}
