import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import type { CatalogueTable, CatalogueValues } from '../../formats/catalogueTable.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import { copyStatement } from '../parquet/copyStatement.ts'
import { openDuckDb, sqlName, type DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { writeParquet } from '../parquet/writeParquet.ts'
import type { ColumnSpec, TableSpec } from '../tables/column.ts'

const MEMORY_MB = 1000

/** How positions are written in a catalogue. */
export type PositionUnit = 'deg' | 'rad' | 'hour' | 'sexagesimal'

/** A column of a Parquet file, as SQL has it. */
export interface FoundColumn {
  readonly name: string
  /** Such as `DOUBLE` or `VARCHAR`. */
  readonly type: string
  /** What the catalogue itself says of it. */
  readonly unit?: string
  readonly ucd?: string
  readonly description?: string
}

/** Which columns of a Parquet file are its positions and its names. */
export interface ReferenceColumns {
  readonly ra: string
  readonly dec: string
  readonly unit: PositionUnit
  readonly name: string | null
}

/** The columns that a reference catalogue has besides its own. */
const ownColumns: readonly ColumnSpec[] = [
  { name: 'halley_ra', type: 'float64', unit: 'deg', ucd: 'pos.eq.ra;meta.main', description: 'Right ascension, ICRS.' },
  { name: 'halley_dec', type: 'float64', unit: 'deg', ucd: 'pos.eq.dec;meta.main', description: 'Declination, ICRS.' },
  { name: 'halley_name', type: 'string', nullable: true, description: 'What the catalogue calls it.' },
]

const typesOfSql: Readonly<Record<string, ColumnSpec['type']>> = {
  DOUBLE: 'float64',
  FLOAT: 'float32',
  BIGINT: 'int64',
  INTEGER: 'int32',
  SMALLINT: 'int16',
  BOOLEAN: 'boolean',
}

/** What the file says of its columns. */
function describedTable(kept: readonly FoundColumn[]): TableSpec {
  const columns = kept.map(({ name, type, unit = '', ucd = '', description = '' }) => {
    return { name, type: typesOfSql[type] ?? 'string', unit, ucd, description, nullable: true }
  })
  return { name: 'reference', description: 'A reference catalogue.', columns: [...ownColumns, ...columns] }
}

async function withDuckDb<T>(scratch: string, work: (duckDb: DuckDb) => Promise<T>): Promise<T> {
  await mkdir(scratch, { recursive: true })
  const duckDb = await openDuckDb({ memoryLimitMb: MEMORY_MB, threads: 2, spillFolder: scratch })
  try {
    return await work(duckDb)
  } finally {
    duckDb.close()
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The columns of a Parquet file. @returns `parquet.read` for what is none */
export function columnsOfParquet(path: string, scratch: string): Promise<Result<readonly FoundColumn[]>> {
  return settle(() =>
    withDuckDb(scratch, async ({ connection }) => {
      const reader = await connection
        .runAndReadAll(`DESCRIBE SELECT * FROM ${parquetFiles([path])}`)
        .catch((error: unknown) => refuseToRead([path], error))
      return reader.getRowsJS().map(([name, type]) => ({ name: textOf(name), type: textOf(type) }))
    }),
  )
}

function specOf(values: CatalogueValues): ColumnSpec['type'] {
  if (values.kind === 'number') return 'float64'
  return values.kind === 'flag' ? 'boolean' : 'string'
}

/** Writes a catalogue that was read from another format as Parquet, rows as they come. */
export function writeCatalogue(path: string, { columns }: CatalogueTable, scratch: string): Promise<Result<unknown>> {
  const spec: TableSpec = {
    name: 'catalogue',
    description: 'A catalogue as it was read.',
    columns: columns.map(({ name, unit, ucd, description, values }) => ({
      name,
      type: specOf(values),
      unit,
      ucd,
      description,
      nullable: true,
    })),
  }
  const data = Object.fromEntries(columns.map(({ name, values }) => [name, values.of]))
  return withDuckDb(scratch, (duckDb) => writeParquet(duckDb, path, spec, data, { layout: 'query' }))
}

/** Degrees of a text such as `05:23:34.5`, `-69d45m22s` or `5 23 34.5`. */
function sexagesimalSql(column: string): string {
  const parts = `regexp_extract_all(CAST(${column} AS VARCHAR), '[0-9]+[.]?[0-9]*')`
  const part = (at: number) => `coalesce(TRY_CAST(${parts}[${at}] AS DOUBLE), 0)`
  const sign = `CASE WHEN trim(CAST(${column} AS VARCHAR)) LIKE '-%' THEN -1 ELSE 1 END`
  return `CASE WHEN len(${parts}) = 0 THEN NULL ELSE ${sign} * (${part(1)} + ${part(2)} / 60 + ${part(3)} / 3600) END`
}

function degreesSql(name: string, unit: PositionUnit, isRa: boolean): string {
  const column = sqlName(name)
  if (unit === 'sexagesimal') return isRa ? `15 * (${sexagesimalSql(column)})` : sexagesimalSql(column)
  const value = `TRY_CAST(${column} AS DOUBLE)`
  if (unit === 'rad') return `degrees(${value})`
  return unit === 'hour' && isRa ? `15 * ${value}` : value
}

/** What a column is kept as: one value a row; lists and structures as texts. */
function keptSql({ name, type }: FoundColumn): string {
  const isNested = /[[(]|STRUCT|MAP|BLOB/.test(type) && !type.startsWith('DECIMAL')
  return isNested ? `CAST(${sqlName(name)} AS VARCHAR) AS ${sqlName(name)}` : sqlName(name)
}

function isOwn({ name }: FoundColumn): boolean {
  return ownColumns.some((own) => own.name === name.toLowerCase())
}

export interface ReferenceWritten {
  readonly rows: number
  /** Rows without a position, which are left out. */
  readonly left: number
}

/**
 * Makes the file of a reference catalogue of a Parquet file: its columns behind position and name, by declination, so
 * that a cone reads few blocks. The file is final when this returns; the input is only read.
 *
 * @returns `parquet.read` where the input is damaged
 */
export function writeReference(
  target: string,
  input: string,
  { columns, found }: { readonly columns: ReferenceColumns; readonly found: readonly FoundColumn[] },
  scratch: string,
): Promise<Result<ReferenceWritten>> {
  const part = join(dirname(target), `.${Date.now()}-${process.pid}.part`)
  return settle(async () => {
    try {
      const written = await withDuckDb(scratch, async ({ connection }) => {
        const ra = `((${degreesSql(columns.ra, columns.unit, true)}) % 360 + 360) % 360`
        const dec = degreesSql(columns.dec, columns.unit, false)
        const name = columns.name === null ? 'NULL' : sqlName(columns.name)
        const kept = found.filter((column) => !isOwn(column))
        const select = [`${ra} AS halley_ra`, `${dec} AS halley_dec`, `CAST(${name} AS VARCHAR) AS halley_name`, ...kept.map(keptSql)].join(
          ', ',
        )
        const from = `(SELECT ${select} FROM ${parquetFiles([input])})`
        const where = 'halley_dec BETWEEN -90 AND 90 AND isfinite(halley_ra)'
        const total = await connection.runAndReadAll(`SELECT CAST(count(*) AS DOUBLE) FROM ${parquetFiles([input])}`)
        const statement = copyStatement(`SELECT * FROM ${from} WHERE ${where} ORDER BY halley_dec, halley_ra`, part, describedTable(kept), {
          layout: 'query',
        })
        const copied = await connection.run(statement).catch((error: unknown) => refuseToRead([input], error))
        return { rows: copied.rowsChanged, left: Number(total.value(0, 0)) - copied.rowsChanged }
      })
      await syncToDisk(part)
      await chmod(part, 0o440)
      await rename(part, target)
      await syncToDisk(dirname(target))
      return written
    } finally {
      await rm(part, { force: true })
    }
  })
}

/** Removes the file of a reference catalogue; one that is gone is no fault. */
export function removeReferenceFile(path: string): Promise<void> {
  return rm(path, { force: true })
}
