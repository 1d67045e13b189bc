import type { Readable } from 'node:stream'
import type { Result } from '../../fault/fault.ts'
import { sqlName } from '../parquet/duckDb.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import type { SqlParameters } from '../queries/sqlParameters.ts'
import type { ColumnSpec } from '../tables/column.ts'
import { sampleSourcesTable } from '../tables/sampleTables.ts'
import { exportRows, type RowFormat } from './exportRows.ts'
import { sourcesSql, type SourceTable } from './sourceTables.ts'

export interface SourcesExport {
  readonly tables: readonly SourceTable[]
  readonly condition: SourceCondition
  readonly format: RowFormat
  /** Names of columns in their order; none: all. */
  readonly columns: readonly string[]
  /** A folder for files on the way. */
  readonly scratch: string
}

const specs: readonly ColumnSpec[] = sampleSourcesTable.columns

function wantedColumns(names: readonly string[]): readonly ColumnSpec[] {
  if (names.length === 0) return specs
  return names.map((name) => {
    const spec = specs.find((one) => one.name === name)
    if (!spec) throw new TypeError(`The sources have no column ${name}.`)
    return spec
  })
}

/** The rows of all tables, each in the order of its file. */
function rowsSql({ tables, condition }: SourcesExport, parameters: SqlParameters): string {
  if (tables.length === 0) return `(SELECT ${specs.map(emptyColumn).join(', ')} WHERE false)`
  return `(SELECT * FROM ${sourcesSql(tables, parameters)} WHERE ${conditionSql(condition, parameters)})`
}

const emptyTypes: Readonly<Partial<Record<ColumnSpec['type'], string>>> = { string: 'VARCHAR', boolean: 'BOOLEAN', float64: 'DOUBLE' }

function emptyColumn({ name, type }: ColumnSpec): string {
  return `CAST(NULL AS ${emptyTypes[type] ?? 'BIGINT'}) AS ${sqlName(name)}`
}

/**
 * All sources that a condition is true of, as the bytes of a file: rows run by run in the order of their files.
 *
 * @returns the faults of {@link exportRows}
 */
export async function exportSources(request: SourcesExport): Promise<Result<Readable>> {
  const { tables, format, columns, scratch } = request
  return exportRows({
    table: { ...sampleSourcesTable, columns: wantedColumns(columns) },
    from: (parameters) => rowsSql(request, parameters),
    format,
    paths: tables.map(({ run }) => run),
    scratch,
  })
}
