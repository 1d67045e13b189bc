import { CamelCasePlugin, Kysely, sql, type Dialect } from 'kysely'
import { existsSync } from 'node:fs'
import { settle, type Result } from '../../fault/fault.ts'
import { migrate as catalogue0001 } from '../migrations/0001Catalogue.ts'
import { migrate as catalogue0002 } from '../migrations/0002RunDescription.ts'
import { migrate as catalogue0003 } from '../migrations/0003LifeCycle.ts'
import { migrate as catalogue0004 } from '../migrations/0004Website.ts'
import { migrate as catalogue0005 } from '../migrations/0005Explore.ts'
import { migrate as catalogue0006 } from '../migrations/0006SharedTasks.ts'
import { migrate as catalogue0007 } from '../migrations/0007WorkerQueues.ts'
import type { DatabaseUrl } from './databaseUrl.ts'
import { bringUpToDate, lookAtVersion, refuseMissing, type Expected, type Migration } from './migrateCatalogue.ts'
import type { CatalogueSchema } from './schema.ts'
import { sqliteDialect } from './sqliteDialect.ts'

/** The catalogue, or a transaction on it: what every statement takes. */
export type Catalogue = Kysely<CatalogueSchema>

/** In the order of their numbers; forward only, never changed once released. */
export const migrations: readonly Migration[] = [
  catalogue0001,
  catalogue0002,
  catalogue0003,
  catalogue0004,
  catalogue0005,
  catalogue0006,
  catalogue0007,
]

export interface CatalogueOptions {
  /** The store that the catalogue is of, by its marker. */
  readonly storeId: string
  /** Whether one is made where there is none; else the store's has been lost, or is elsewhere. */
  readonly mayBeNew: boolean
  /** Whether an older one is brought to this code's schema, or refused. */
  readonly mayMigrate: boolean
  /** How long a change waits for that of another process; default 5 s. */
  readonly patienceMs?: number
  /** Called in the transaction of a migration, before anything is changed, with the schema that was found. */
  readonly beforeMigration?: (transaction: Catalogue, schema: number) => Promise<void>
}

const usualPatienceMs = 5000

/**
 * Opens the embedded catalogue and brings it to this code's schema.
 *
 * @returns `catalogue.newer` where a later Halley has migrated it, with both numbers, `catalogue.foreign` where it is of
 * another store, `catalogue.missing` where there is none and should be, and what every statement may end with
 */
export function openSqliteCatalogue(path: string, options: CatalogueOptions): Promise<Result<Catalogue>> {
  return settle(() => {
    if (!options.mayBeNew && !existsSync(path)) refuseMissing(path)
    const dialect = sqliteDialect(path, options.patienceMs ?? usualPatienceMs)
    return open(dialect, { ...options, name: path, tables: sql`select name from sqlite_master where type = 'table'`, migrations })
  })
}

/** Lists the tables of a database on a PostgreSQL server. */
export const postgresTables = sql<{ readonly name: string }>`
  select table_name as name from information_schema.tables
  where table_schema = current_schema() and table_type = 'BASE TABLE'`

/** {@link openSqliteCatalogue} for a database on a PostgreSQL server, which is empty or was made by this. */
export function openPostgresCatalogue(url: DatabaseUrl, options: CatalogueOptions): Promise<Result<Catalogue>> {
  return settle(async () => {
    // Loaded here, because the driver takes 20 ms that most stores never need.
    const { postgresDialect } = await import('./postgresDialect.ts')
    const dialect = postgresDialect(url, options.patienceMs ?? usualPatienceMs)
    return open(dialect, { ...options, name: url.shown, tables: postgresTables, migrations })
  })
}

/** What is known of a catalogue before anything is done to it. */
export interface CatalogueStanding {
  /** The catalogue in messages. */
  readonly name: string
  /** Its schema; null where there is none yet. */
  readonly found: number | null
  /** That of this code. */
  readonly newest: number
  /** Other connections of Halley to its database: processes that may be of another schema. */
  readonly connections: number
}

/** Looks how a catalogue stands, and changes nothing. @param url of a server; null: the file at `path` */
export function lookAtCatalogue(path: string, url: DatabaseUrl | null): Promise<Result<CatalogueStanding>> {
  return settle(async () => {
    const name = url?.shown ?? path
    const newest = migrations.length
    if (url === null && !existsSync(path)) return { name, found: null, newest, connections: 0 }
    const dialect = url
      ? (await import('./postgresDialect.ts')).postgresDialect(url, usualPatienceMs)
      : sqliteDialect(path, usualPatienceMs)
    const catalogue = new Kysely<CatalogueSchema>({ dialect, plugins: [new CamelCasePlugin()] })
    try {
      const found = await lookAtVersion(catalogue)
      return { name, found, newest, connections: url ? await otherConnections(catalogue) : 0 }
    } finally {
      await catalogue.destroy()
    }
  })
}

async function otherConnections(catalogue: Catalogue): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*) as count from pg_stat_activity
    where application_name = 'halley' and datname = current_database() and pid <> pg_backend_pid()`.execute(catalogue)
  return rows[0]?.count ?? 0
}

async function open(dialect: Dialect, expected: Expected): Promise<Catalogue> {
  const catalogue = new Kysely<CatalogueSchema>({ dialect, plugins: [new CamelCasePlugin()] })
  try {
    await bringUpToDate(catalogue, expected)
    return catalogue
  } catch (error) {
    await catalogue.destroy()
    throw error
  }
}
