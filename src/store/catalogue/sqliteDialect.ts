import { CompiledQuery, SqliteDialect, type Dialect, type SqliteDatabase } from 'kysely'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { guardedDriver } from './guardedDriver.ts'

/**
 * Kysely's dialect over Node's own SQLite, with the settings of the catalogue: WAL, a synced commit, foreign keys.
 *
 * @param patienceMs how long a statement waits for another process, without blocking this one
 */
export function sqliteDialect(path: string, patienceMs: number): Dialect {
  const dialect = new SqliteDialect({ database: () => Promise.resolve(openDatabase(path)) })
  return {
    createDriver: () => guardedDriver(dialect.createDriver(), { name: path, retryBusyMs: patienceMs, beginReading }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (catalogue) => dialect.createIntrospector(catalogue),
  }
}

/** One moment of the catalogue, while others go on changing it. */
const beginReading = CompiledQuery.raw('begin deferred')

function openDatabase(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: true })
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
  } catch (error) {
    database.close()
    throw error
  }
  return { close: () => database.close(), prepare: (sql) => prepare(database, sql) }
}

function prepare(database: DatabaseSync, sql: string): ReturnType<SqliteDatabase['prepare']> {
  // A deferred transaction that reads and then writes fails at once when another process wrote in between; an immediate one waits its turn.
  const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as readonly SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as readonly SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as readonly SQLInputValue[])),
  }
}
