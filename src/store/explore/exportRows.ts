import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { settle, type Result } from '../../fault/fault.ts'
import { copyStatement } from '../parquet/copyStatement.ts'
import { openDuckDb, sqlName, type DuckDb } from '../parquet/duckDb.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { boundValues } from '../queries/boundValues.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import type { TableSpec } from '../tables/column.ts'
import { textFormats, type TextFormat, type TextFormatName } from './rowFormats.ts'

export type RowFormat = TextFormatName | 'parquet' | 'arrow'

export interface RowsExport {
  /** Its columns are written, in their order. */
  readonly table: TableSpec
  /** What follows FROM, and gives those columns; values of users go in the parameters. */
  readonly from: (parameters: SqlParameters) => string
  readonly format: RowFormat
  /** What is read, for a refusal. */
  readonly paths: readonly string[]
  /** A folder for files on the way. */
  readonly scratch: string
}

const memoryLimitMb = 200

async function* linesOf(duckDb: DuckDb, { table, from }: RowsExport, { head, line, foot }: TextFormat): AsyncGenerator<Buffer> {
  try {
    const parameters = new SqlParameters()
    const select = `SELECT ${line(table.columns)} AS line FROM ${from(parameters)}`
    const result = await duckDb.connection.stream(select, ...(await boundValues(parameters.values)))
    yield Buffer.from(head(table))
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
async function openText(duckDb: DuckDb, request: RowsExport, format: TextFormat): Promise<Readable> {
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

async function writeTable(duckDb: DuckDb, { table, from, format }: RowsExport, path: string): Promise<void> {
  const parameters = new SqlParameters()
  const rows = from(parameters)
  if (format === 'arrow') {
    // Arrow is large, and a server that writes none does without it.
    const { writeArrow } = await import('../arrow/writeArrow.ts')
    await writeArrow(duckDb, path, { columns: table.columns, from: rows, parameters, paths: [] }, {})
    return
  }
  const select = `SELECT ${table.columns.map(({ name }) => sqlName(name)).join(', ')} FROM ${rows}`
  const statement = copyStatement(select, path, table, { layout: 'archive' })
  await duckDb.connection.run(statement, ...(await boundValues(parameters.values)))
}

/** Writes the file beside, and takes its name away at once: it goes when it was read. */
async function openTable(duckDb: DuckDb, request: RowsExport): Promise<Readable> {
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
 * Rows as the bytes of a file, in the order in which they are given: one thread keeps it. Memory does not grow with
 * them. Whoever reads it to its end, or destroys it, frees what it holds.
 *
 * @returns `parquet.read` where a file is missing or damaged, `parquet.write` where the disk is full
 */
export function exportRows(request: RowsExport): Promise<Result<Readable>> {
  return settle(async () => {
    const duckDb = await openDuckDb({ memoryLimitMb, threads: 1 })
    const { format } = request
    try {
      if (format === 'parquet' || format === 'arrow') return await openTable(duckDb, request)
      return await openText(duckDb, request, textFormats[format])
    } catch (error) {
      if (!(error instanceof Error) || error.constructor !== Error) throw error
      return refuseToRead(request.paths, error)
    }
  })
}
