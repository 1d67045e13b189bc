import { join } from 'node:path'
import { readExpression } from '../parquet/columnSink.ts'
import { sqlName } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import { readTables, visitTables, type TableRow } from '../queries/readTables.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import type { ColumnSpec } from '../tables/column.ts'
import { sourcesTable } from '../tables/sources.ts'
import { sourcesSql, type SourceTable } from './sourceTables.ts'

/** A version that points are of, as the files of an analysis name it. */
export interface NamedVersion {
  readonly run: string
  readonly version: number
}

/** The sources that are meant. */
export type EtaVTable =
  | { readonly kind: 'sources'; readonly tables: readonly SourceTable[]; readonly condition: SourceCondition }
  /** Frozen points: those that took part. */
  | {
      readonly kind: 'analysis'
      readonly folder: string
      readonly versions: readonly NamedVersion[]
      readonly datapoints: 'n_meas' | 'n_meas_sel'
    }

/** Which sources of a table take part. */
export interface EtaVPart {
  readonly flux: 'peak' | 'int'
  readonly minDatapoints: number
}

/** The place of each row's version in a list. */
function originSql(versions: readonly NamedVersion[], parameters: SqlParameters): string {
  const names = parameters.texts(versions.map(({ run, version }) => `${run}@${version}`))
  return `(list_position(${names}, run || '@' || CAST(version AS VARCHAR)) - 1)`
}

/** All sources that are meant, with `origin`, the place of their version. */
function fromSql(table: EtaVTable, parameters: SqlParameters): string {
  if (table.kind === 'sources') {
    const from = sourcesSql(table.tables, parameters)
    return `(SELECT * FROM ${from} WHERE ${conditionSql(table.condition, parameters)})`
  }
  const file = parquetFiles([join(table.folder, 'points.parquet')])
  return `(SELECT ${originSql(table.versions, parameters)} AS origin, * FROM ${file})`
}

/** Only the names of columns that we know come into a statement. */
function columnsOf(table: EtaVTable, { flux }: EtaVPart) {
  if (table.kind === 'analysis') return { eta: 'eta', v: 'v', datapoints: table.datapoints, isUsed: 'used' }
  return { eta: `eta_${flux}`, v: `v_${flux}`, datapoints: 'n_meas', isUsed: 'true' }
}

const columns = [
  { name: 'origin', type: 'int32', description: '' },
  { name: 'id', type: 'int64', description: '' },
  { name: 'eta', type: 'float64', description: '' },
  { name: 'v', type: 'float64', description: '' },
  { name: 'datapoints', type: 'int32', description: '' },
  { name: 'isNew', type: 'boolean', description: '' },
] as const satisfies readonly ColumnSpec[]

/** Sources of the plane of eta and V by columns. */
export interface EtaVRows {
  readonly origin: Int32Array
  readonly id: Float64Array
  readonly eta: Float64Array
  readonly v: Float64Array
  readonly datapoints: Int32Array
  readonly isNew: Uint8Array
}

function partSql(table: EtaVTable, part: EtaVPart, parameters: SqlParameters, select: string): string {
  const { eta, v, datapoints, isUsed } = columnsOf(table, part)
  const where = `${isUsed} AND ${datapoints} >= ${parameters.number(part.minDatapoints)} AND ${eta} > 0 AND ${v} > 0 AND ${eta} < 'inf' AND ${v} < 'inf'`
  return `SELECT ${select} FROM ${fromSql(table, parameters)} WHERE ${where}`
}

/**
 * The sources that take part in an analysis of eta and V: with enough measurements, both above 0; by the order of their
 * versions and files, in blocks of up to 65,536.
 *
 * @param visit returns false to have no more
 */
export function visitEtaV(table: EtaVTable, part: EtaVPart, visit: (rows: EtaVRows) => boolean): Promise<void> {
  const parameters = new SqlParameters()
  const { eta, v, datapoints } = columnsOf(table, part)
  const select = partSql(table, part, parameters, `origin, id, ${eta} AS eta, ${v} AS v, ${datapoints} AS datapoints, "new" AS "isNew"`)
  const statement = `SELECT ${columns.map(readExpression).join(', ')} FROM (${select})`
  return visitTables(statement, parameters, columns, (block) => {
    const rows = Object.fromEntries(columns.map(({ name }, index) => [name, block.columns[index]]))
    return visit(rows as unknown as EtaVRows)
  })
}

const known = new Set<string>(['version', ...sourcesTable.columns.map(({ name }) => name)])

/**
 * One column of the same sources in the same order, NaN where unknown.
 *
 * @throws TypeError for a column that there is not
 */
export function visitEtaVColumn(table: EtaVTable, part: EtaVPart, name: string, visit: (values: Float32Array) => boolean): Promise<void> {
  if (!known.has(name)) throw new TypeError(`The sources have no column ${name}.`)
  const parameters = new SqlParameters()
  const column = { name: 'value', type: 'float32', nullable: true, description: '' } as const
  const statement = `SELECT ${readExpression(column)} FROM (${partSql(table, part, parameters, `${sqlName(name)} AS value`)})`
  return visitTables(statement, parameters, [column], ({ columns: [values] }) => visit(values as Float32Array))
}

/** Names and positions of sources by their version's place and id. */
export function namesInPlane(table: EtaVTable, keys: readonly { readonly origin: number; readonly id: number }[]): Promise<TableRow[]> {
  const parameters = new SqlParameters()
  const from = fromSql(table, parameters)
  const clauses = [...Map.groupBy(keys, ({ origin }) => origin)].map(([origin, some]) => {
    const ids = parameters.numbers(some.map(({ id }) => id))
    return `(origin = ${parameters.number(origin)} AND CAST(id AS DOUBLE) IN (SELECT unnest(${ids})))`
  })
  return readTables(`SELECT origin, id, name, wavg_ra, wavg_dec FROM ${from} WHERE ${clauses.join(' OR ')}`, parameters)
}

/** The versions that the frozen points of an analysis name, by run and version. */
export async function versionsOfPoints(folder: string): Promise<readonly NamedVersion[]> {
  const rows = await readTables(`SELECT DISTINCT run, version FROM ${parquetFiles([join(folder, 'points.parquet')])} ORDER BY run, version`)
  return rows.map(({ run, version }) => ({ run: typeof run === 'string' ? run : '', version: Number(version) }))
}
