import { SqliteDialect, type SqliteDatabase } from 'kysely'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/** Kysely's dialect over Node's own SQLite, with the settings of the catalogue: WAL, a synced commit, foreign keys, 5 s of patience. */
export function sqliteDialect(path: string): SqliteDialect {
  return new SqliteDialect({ database: () => Promise.resolve(openDatabase(path)) })
}

function openDatabase(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  return { close: () => database.close(), prepare: (sql) => prepare(database, sql) }
}

function prepare(database: DatabaseSync, sql: string): ReturnType<SqliteDatabase['prepare']> {
  // A deferred transaction that reads and then writes fails at once when another process wrote in between; an immediate one waits its turn.
  const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bindable)),
    run: (parameters) => statement.run(...parameters.map(bindable)),
    iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
  }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  throw new TypeError(`The catalogue stores texts, numbers and null, not ${typeof value}.`)
}
