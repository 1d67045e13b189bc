import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { PostgresAdapter, sql } from 'kysely'
import { refuse } from '../../fault/fault.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import { backedUpTables } from './backedUpTables.ts'
import { backupFormat, type BackupLine, type BackupValue } from './backupFormat.ts'

const rowsAtOnce = 20_000

export interface BackupOptions {
  readonly storeId: string
  readonly schema: number
  readonly now: Date
}

export interface WrittenBackup {
  readonly path: string
  readonly rows: number
}

const sqliteColumns = sql<{ readonly table: string; readonly column: string }>`
  select m.name as "table", c.name as "column" from sqlite_master m join pragma_table_info(m.name) c
  where m.type = 'table' order by m.name, c.cid`

const postgresColumns = sql<{ readonly table: string; readonly column: string }>`
  select table_name as "table", column_name as "column" from information_schema.columns
  where table_schema = current_schema() order by table_name, ordinal_position`

/** The columns of each table that there is, by name. */
export async function columnsOf(catalogue: Catalogue): Promise<ReadonlyMap<string, readonly string[]>> {
  const isPostgres = catalogue.getExecutor().adapter instanceof PostgresAdapter
  const { rows } = await (isPostgres ? postgresColumns : sqliteColumns).execute(catalogue.withoutPlugins())
  const tables = Map.groupBy(rows, ({ table }) => table)
  return new Map([...tables].map(([table, columns]) => [table, columns.map(({ column }) => column)]))
}

type Row = Readonly<Record<string, BackupValue>>

/** The rows in the order of their key, each page after the last row of the one before. */
async function* rowsOf(catalogue: Catalogue, table: string, columns: readonly string[], key: readonly string[]) {
  const plain = catalogue.withoutPlugins()
  const [named, ordered] = [columns, key].map((names) => sql.join(names.map((name) => sql.ref(name))))
  const pageAfter = (last: Row | undefined) => {
    const after = last === undefined ? sql`` : sql`where (${ordered}) > (${sql.join(key.map((name) => last[name]))})`
    return sql<Row>`select ${named} from ${sql.table(table)} ${after} order by ${ordered} limit ${sql.lit(rowsAtOnce)}`.execute(plain)
  }
  for (let last: Row | undefined; ;) {
    const { rows } = await pageAfter(last)
    for (const row of rows) yield columns.map((name) => row[name] ?? null)
    if (rows.length < rowsAtOnce) return
    last = rows.at(-1)
  }
}

async function* linesOf(
  catalogue: Catalogue,
  { storeId, schema, now }: BackupOptions,
  count: (rows: number) => void,
): AsyncGenerator<BackupLine> {
  yield { halley: 'backup', format: backupFormat, storeId, schema, createdAt: now.toISOString() }
  const found = await columnsOf(catalogue)
  let total = 0
  for (const { name, key } of backedUpTables) {
    const columns = found.get(name)
    if (!columns) continue
    yield { table: name, columns }
    for await (const row of rowsOf(catalogue, name, columns, key)) {
      total++
      yield row
    }
  }
  count(total)
  yield { rows: total }
}

async function* encoded(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  let text = ''
  for await (const line of lines) {
    text += `${JSON.stringify(line)}\n`
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield text
}

/**
 * Writes the whole catalogue into a file, whole or not at all. Both catalogues give the same lines, so that one can be
 * filled from a backup of the other. Inside a transaction it is one moment of the catalogue.
 *
 * @param path of the file; compressed with gzip
 * @returns throws `backup.exists` where there is one, `backup.write` where it cannot be written
 */
export async function writeBackup(transaction: Catalogue, path: string, options: BackupOptions): Promise<WrittenBackup> {
  if (existsSync(path)) {
    refuse('backup.exists', `${path}: expected no file, found one, which was left as it is.`, {
      hint: 'Name another file, or none: then it goes to backups/ of the store.',
      data: { path },
    })
  }
  const temporary = `${path}.${randomUUID()}`
  let rows = 0
  try {
    const lines = linesOf(transaction, options, (count) => (rows = count))
    await pipeline(Readable.from(encoded(lines)), createGzip(), createWriteStream(temporary, { flags: 'wx', mode: 0o640 }))
    await syncToDisk(temporary)
    await rename(temporary, path)
    await syncToDisk(dirname(path))
    return { path, rows }
  } catch (error) {
    await rm(temporary, { force: true })
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return refuse('backup.write', `${path}: expected to write the backup, found: ${error.message}.`, {
      hint: 'Check that the folder is there, has room and may be written to.',
      retryable: true,
      data: { path },
    })
  }
}
