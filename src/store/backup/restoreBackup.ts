import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CamelCasePlugin, Kysely, type Dialect } from 'kysely'
import { refuse, Refusal, settle, type Result } from '../../fault/fault.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { readDatabaseUrl, type DatabaseUrl } from '../catalogue/databaseUrl.ts'
import { claimCatalogue, refuseNewer, refuseUnlessOwn, standingVersion } from '../catalogue/migrateCatalogue.ts'
import { migrations, postgresTables, type Catalogue } from '../catalogue/openCatalogue.ts'
import { supersedeClaims } from '../catalogue/operations.ts'
import type { CatalogueSchema } from '../catalogue/schema.ts'
import { keepSetting } from '../catalogue/settings.ts'
import { sqliteDialect } from '../catalogue/sqliteDialect.ts'
import { giveToKeeper, type StoreHome } from '../home.ts'
import { backupName } from './backupName.ts'
import type { BackupHeader } from './backupFormat.ts'
import {
  closeCompletely,
  embeddedPath,
  fillingPath,
  keepEmbedded,
  removeEmbedded,
  replaceEmbedded,
  whileNobodyHasIt,
} from './embeddedCatalogue.ts'
import { fillCatalogue } from './fillCatalogue.ts'
import { readBackupHeader } from './readBackup.ts'
import { writeBackup } from './writeBackup.ts'

const patienceMs = 30_000

/** The setting that a catalogue from a backup has until it was compared with the files of the store. */
export const unreconciled = 'unreconciled'

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

async function withCatalogue<T>(dialect: Dialect, work: (catalogue: Kysely<CatalogueSchema>) => Promise<T>): Promise<T> {
  const catalogue = new Kysely<CatalogueSchema>({ dialect, plugins: [new CamelCasePlugin()] })
  try {
    return await work(catalogue)
  } finally {
    await catalogue.destroy()
  }
}

/** Everything of a backup, at this code's schema, as the catalogue of this store. */
async function fill(transaction: Catalogue, home: StoreHome, { path }: RestoreRequest, header: BackupHeader): Promise<void> {
  await fillCatalogue(transaction, { path, header, migrations })
  await supersedeClaims(transaction)
  await keepSetting(transaction, unreconciled, header.createdAt)
  await claimCatalogue(transaction, home.id, migrations.length)
}

function fillEmbedded(home: StoreHome, request: RestoreRequest, header: BackupHeader): Promise<RestoredBackup> {
  return whileNobodyHasIt(home, async () => {
    const fresh = fillingPath(home)
    try {
      await withCatalogue(sqliteDialect(fresh, patienceMs), (catalogue) =>
        changeTogether(catalogue, (transaction) => fill(transaction, home, request, header)),
      )
      closeCompletely(fresh)
      giveToKeeper(fresh)
      const keptBefore = keepEmbedded(home, request.now, 'replaced')
      replaceEmbedded(home, fresh)
      return { header, keptBefore, catalogue: embeddedPath(home) }
    } finally {
      for (const ending of ['', '-wal', '-shm', '-journal']) await rm(fresh + ending, { force: true })
    }
  })
}

/** Keeps what a server holds of this store. @returns where; null where it holds nothing */
async function keepServer(transaction: Catalogue, home: StoreHome, url: DatabaseUrl, now: Date): Promise<string | null> {
  await refuseUnlessOwn(transaction, { name: url.shown, storeId: home.id, tables: postgresTables })
  const schema = await standingVersion(transaction)
  if (schema === null) return null
  // Tables that this code does not know could neither be kept nor taken away.
  if (schema > migrations.length) refuseNewer({ name: url.shown, migrations }, schema)
  const kept = join(home.path, 'backups', backupName(now, 'replaced'))
  await writeBackup(transaction, kept, { storeId: home.id, schema, now })
  return kept
}

async function fillServer(home: StoreHome, url: DatabaseUrl, request: RestoreRequest, header: BackupHeader): Promise<RestoredBackup> {
  const { postgresDialect } = await import('../catalogue/postgresDialect.ts')
  return whileNobodyHasIt(home, () =>
    withCatalogue(postgresDialect(url, patienceMs), async (catalogue) => {
      const keptBefore = await changeTogether(catalogue, async (transaction) => {
        const kept = await keepServer(transaction, home, url, request.now)
        await fill(transaction, home, request, header)
        return kept
      })
      const moved = keepEmbedded(home, request.now, 'moved')
      if (moved !== null) removeEmbedded(home)
      return { header, keptBefore, catalogue: url.shown }
    }),
  )
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
