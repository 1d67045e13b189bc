import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { settle, type Result } from '../../fault/fault.ts'
import { writeArrow } from '../arrow/writeArrow.ts'
import { copyStatement } from '../parquet/copyStatement.ts'
import { openDuckDb, sqlName, type DuckDb } from '../parquet/duckDb.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import type { ColumnSpec } from '../tables/column.ts'
import { sampleSourcesTable } from '../tables/sampleTables.ts'
import { textFormats, type TextFormat, type TextFormatName } from './sourceFormats.ts'
import { sourcesSql, type SourceTable } from './sourceTables.ts'

export interface SourcesExport {
  readonly tables: readonly SourceTable[]
  readonly condition: SourceCondition
  readonly format: TextFormatName | 'parquet' | 'arrow'
  /** Names of columns in their order; none: all. */
  readonly columns: readonly string[]
  /** A folder for files on the way. */
  readonly scratch: string
}

const memoryLimitMb = 200
const specs: readonly ColumnSpec[] = sampleSourcesTable.columns

function wantedColumns(names: readonly string[]): readonly ColumnSpec[] {
  if (names.length === 0) return specs
  return names.map((name) => {
    const spec = specs.find((one) => one.name === name)
    if (!spec) throw new TypeError(`The sources have no column ${name}.`)
    return spec
  })
}

/** The rows of all tables, each in the order of its file: one thread keeps it without sorting. */
function rowsSql({ tables, condition }: SourcesExport, parameters: SqlParameters): string {
  if (tables.length === 0) return `(SELECT ${specs.map(emptyColumn).join(', ')} WHERE false)`
  return `(SELECT * FROM ${sourcesSql(tables, parameters)} WHERE ${conditionSql(condition, parameters)})`
}

const emptyTypes: Readonly<Partial<Record<ColumnSpec['type'], string>>> = { string: 'VARCHAR', boolean: 'BOOLEAN', float64: 'DOUBLE' }

function emptyColumn({ name, type }: ColumnSpec): string {
  return `CAST(NULL AS ${emptyTypes[type] ?? 'BIGINT'}) AS ${sqlName(name)}`
}

async function* linesOf(duckDb: DuckDb, request: SourcesExport, { head, line, foot }: TextFormat): AsyncGenerator<Buffer> {
  try {
    const columns = wantedColumns(request.columns)
    const parameters = new SqlParameters()
    const select = `SELECT ${line(columns)} AS line FROM ${rowsSql(request, parameters)}`
    const result = await duckDb.connection.stream(select, parameters.values, parameters.types)
    yield Buffer.from(head(columns))
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      yield Buffer.from(`${chunk.getColumnValues(0).join('\n')}\n`)
    }
    if (foot !== '') yield Buffer.from(foot)
  } finally {
    duckDb.close()
  }
}

/** The head is made before anything is sent, so that what cannot be read is refused in time. */
async function openText(duckDb: DuckDb, request: SourcesExport, format: TextFormat): Promise<Readable> {
  const lines = linesOf(duckDb, request, format)
  const first = await lines.next()
  async function* whole() {
    try {
      if (!first.done) yield first.value
      yield* lines
    } finally {
      await lines.return(undefined)
    }
  }
  return Readable.from(whole())
}

async function writeTable(duckDb: DuckDb, request: SourcesExport, path: string): Promise<void> {
  const columns = wantedColumns(request.columns)
  const parameters = new SqlParameters()
  const from = rowsSql(request, parameters)
  if (request.format === 'arrow') {
    await writeArrow(duckDb, path, { columns, from, parameters, paths: [] }, {})
    return
  }
  const select = `SELECT ${columns.map(({ name }) => sqlName(name)).join(', ')} FROM ${from}`
  const statement = copyStatement(select, path, { ...sampleSourcesTable, columns }, { layout: 'archive' })
  await duckDb.connection.run(statement, parameters.values, parameters.types)
}

/** Writes the file beside, and takes its name away at once: it goes when it was read. */
async function openTable(duckDb: DuckDb, request: SourcesExport): Promise<Readable> {
  const path = join(request.scratch, `${randomUUID()}.${request.format}`)
  await mkdir(request.scratch, { recursive: true })
  try {
    await writeTable(duckDb, request, path)
    return (await open(path, 'r')).createReadStream()
  } finally {
    duckDb.close()
    await rm(path, { force: true })
  }
}

/**
 * All sources that a condition is true of, as the bytes of a file: rows run by run in the order of their files. Memory
 * does not grow with them. Whoever reads it to its end, or destroys it, frees what it holds.
 *
 * @returns `parquet.read` where a file is missing or damaged, `parquet.write` where the disk is full
 */
export function exportSources(request: SourcesExport): Promise<Result<Readable>> {
  return settle(async () => {
    const duckDb = await openDuckDb({ memoryLimitMb, threads: 1 })
    const { format } = request
    try {
      if (format === 'parquet' || format === 'arrow') return await openTable(duckDb, request)
      return await openText(duckDb, request, textFormats[format])
    } catch (error) {
      if (!(error instanceof Error) || error.constructor !== Error) throw error
      return refuseToRead(
        request.tables.map(({ run }) => run),
        error,
      )
    }
  })
}
