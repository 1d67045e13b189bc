import { existsSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CamelCasePlugin, Kysely, type Dialect } from 'kysely'
import { refuse, Refusal, settle, type Result } from '../../fault/fault.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { readDatabaseUrl, type DatabaseUrl } from '../catalogue/databaseUrl.ts'
import { claimCatalogue, refuseUnlessOwn, standingVersion } from '../catalogue/migrateCatalogue.ts'
import { migrations, postgresTables } from '../catalogue/openCatalogue.ts'
import type { CatalogueSchema } from '../catalogue/schema.ts'
import { sqliteDialect } from '../catalogue/sqliteDialect.ts'
import { syncFolder, type StoreHome } from '../home.ts'
import { backupName } from './backupName.ts'
import type { BackupHeader } from './backupFormat.ts'
import { fillCatalogue } from './fillCatalogue.ts'
import { readBackupHeader } from './readBackup.ts'
import { writeBackup } from './writeBackup.ts'

const patienceMs = 30_000

export interface RestoreRequest {
  readonly path: string
  /** Text of the URL of a PostgreSQL server to fill; null: the embedded catalogue. */
  readonly url: string | null
  readonly now: Date
}

export interface RestoredBackup {
  readonly header: BackupHeader
  /** Where the catalogue as it was is kept; null where there was none. */
  readonly keptBefore: string | null
  /** What was filled, for messages. */
  readonly catalogue: string
}

function refuseForeign(home: StoreHome, path: string, header: BackupHeader): never {
  refuse('backup.foreign', `${path}: expected a backup of store ${home.id}, found one of store ${header.storeId}.`, {
    hint: `Set HALLEY_HOME to the folder of that store; this one is ${home.path}.`,
    data: { expected: home.id, found: header.storeId },
  })
}

/** Takes the embedded catalogue out of its place, if nobody has it open. @returns where it is kept */
function setAside(home: StoreHome, now: Date, why: string): string {
  const path = join(home.path, 'catalogue.sqlite')
  const kept = join(home.path, 'backups', backupName(now, why, 'sqlite'))
  const isWhole = closeCompletely(path)
  renameSync(path, kept)
  // A damaged file may need what it never took over from its log.
  for (const ending of isWhole ? [] : ['-wal', '-shm']) if (existsSync(path + ending)) renameSync(path + ending, kept + ending)
  syncFolder(join(home.path, 'backups'))
  syncFolder(home.path)
  return kept
}

/** Puts everything of a database into its one file, which works only while no other process has it open. */
function closeCompletely(path: string): boolean {
  try {
    const database = new DatabaseSync(path, { timeout: 0 })
    try {
      database.exec('PRAGMA journal_mode = DELETE')
      return true
    } finally {
      database.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error)) throw error
    if (error.errcode !== 5) return false
    return refuse('catalogue.busy', `${path}: expected no other process at work on the store, found one.`, {
      hint: 'Stop the server, the workers and other commands, then try again.',
      retryable: true,
      data: { path },
    })
  }
}

async function withCatalogue<T>(dialect: Dialect, work: (catalogue: Kysely<CatalogueSchema>) => Promise<T>): Promise<T> {
  const catalogue = new Kysely<CatalogueSchema>({ dialect, plugins: [new CamelCasePlugin()] })
  try {
    return await work(catalogue)
  } finally {
    await catalogue.destroy()
  }
}

async function fillEmbedded(home: StoreHome, { path, now }: RestoreRequest, header: BackupHeader): Promise<RestoredBackup> {
  const place = join(home.path, 'catalogue.sqlite')
  const fresh = join(home.path, `catalogue.sqlite.filling-${process.pid}`)
  try {
    await withCatalogue(sqliteDialect(fresh, patienceMs), (catalogue) =>
      changeTogether(catalogue, async (transaction) => {
        await fillCatalogue(transaction, { path, header, migrations })
        await claimCatalogue(transaction, home.id, migrations.length)
      }),
    )
    closeCompletely(fresh)
    const keptBefore = existsSync(place) ? setAside(home, now, 'replaced') : null
    renameSync(fresh, place)
    syncFolder(home.path)
    return { header, keptBefore, catalogue: place }
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) await rm(fresh + ending, { force: true })
  }
}

async function fillServer(home: StoreHome, url: DatabaseUrl, { path, now }: RestoreRequest, header: BackupHeader): Promise<RestoredBackup> {
  const embedded = join(home.path, 'catalogue.sqlite')
  if (existsSync(embedded)) closeCompletely(embedded)
  const { postgresDialect } = await import('../catalogue/postgresDialect.ts')
  return withCatalogue(postgresDialect(url, patienceMs), async (catalogue) => {
    const keptBefore = await changeTogether(catalogue, async (transaction) => {
      await refuseUnlessOwn(transaction, { name: url.shown, storeId: home.id, tables: postgresTables })
      const schema = await standingVersion(transaction)
      const kept = schema === null ? null : join(home.path, 'backups', backupName(now, 'replaced'))
      if (kept !== null) await writeBackup(transaction, kept, { storeId: home.id, schema: schema ?? 0, now })
      await fillCatalogue(transaction, { path, header, migrations })
      await claimCatalogue(transaction, home.id, migrations.length)
      return kept
    })
    if (existsSync(embedded)) setAside(home, now, 'moved')
    return { header, keptBefore, catalogue: url.shown }
  })
}

/**
 * Makes a backup the catalogue of a store: the embedded one, or one on a PostgreSQL server, which so can take over from
 * each other. What was there before is kept in `backups/`.
 *
 * @returns `backup.foreign`, `backup.damaged`, `backup.newer`, `catalogue.foreign`, `catalogue.busy` ...; then nothing changed
 */
export function restoreBackup(home: StoreHome, request: RestoreRequest): Promise<Result<RestoredBackup>> {
  return settle(async () => {
    const header = await readBackupHeader(request.path)
    if (header.storeId !== home.id) refuseForeign(home, request.path, header)
    if (request.url === null) return fillEmbedded(home, request, header)
    const url = readDatabaseUrl(request.url)
    if ('code' in url) throw new Refusal(url)
    return fillServer(home, url, request, header)
  })
}
