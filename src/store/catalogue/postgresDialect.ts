import {
  CompiledQuery,
  DataTypeNode,
  PostgresDialect,
  PostgresQueryCompiler,
  RawNode,
  type ColumnDefinitionNode,
  type Dialect,
  type PostgresPool,
  type PostgresPoolClient,
} from 'kysely'
import { Pool, TypeOverrides, types, type PoolClient } from 'pg'
import type { DatabaseUrl } from './databaseUrl.ts'
import { guardedDriver } from './guardedDriver.ts'

const poolSize = 8

/** Number of the lock that a transaction of Halley holds in its database: one at a time decides, as on SQLite. */
const turn = 0x4a11e7

/**
 * Kysely's dialect over a PostgreSQL server. Integers come back as numbers, texts are compared by code point whatever
 * the database's own order is, both as on SQLite.
 *
 * @param patienceMs how long a transaction waits for its turn; a connection may take twice, a statement twelve times that
 */
export function postgresDialect(url: DatabaseUrl, patienceMs: number): Dialect {
  const dialect = new PostgresDialect({ pool: () => Promise.resolve(openPool(url, patienceMs)) })
  const takeTurn = CompiledQuery.raw(`select pg_advisory_xact_lock(${turn})`)
  return {
    createDriver: () => guardedDriver(dialect.createDriver(), { name: url.shown, retryBusyMs: 0, takeTurn }),
    createQueryCompiler: () => new CodePointCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (catalogue) => dialect.createIntrospector(catalogue),
  }
}

class CodePointCompiler extends PostgresQueryCompiler {
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    const isText = DataTypeNode.is(node.dataType) && node.dataType.dataType === 'text'
    super.visitColumnDefinition(isText ? { ...node, dataType: RawNode.createWithSql('text collate "C"') } : node)
  }
}

function openPool(url: DatabaseUrl, patienceMs: number): PostgresPool {
  const statementMs = 12 * patienceMs
  const pool = new Pool({
    connectionString: url.secret,
    application_name: 'halley',
    max: poolSize,
    allowExitOnIdle: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    connectionTimeoutMillis: 2 * patienceMs,
    lock_timeout: patienceMs,
    statement_timeout: statementMs,
    // A process that was stopped in the middle does not keep the turn for ever.
    idle_in_transaction_session_timeout: statementMs,
    // A server that is gone without a word does not say that a statement took too long.
    query_timeout: statementMs + patienceMs,
    types: numberTypes(),
  })
  // A connection that is lost is replaced; whoever uses it hears of it from the statement.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return { connect: async () => clientOf(await pool.connect()), end: () => pool.end(), options: pool.options }
}

function clientOf(client: PoolClient): PostgresPoolClient {
  const query = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
    try {
      return await client.query(sql, [...parameters])
    } catch (error) {
      // The answer may still come, and would be taken for that of the next statement.
      if (error instanceof Error && error.message === 'Query read timeout') void client.end()
      throw error
    }
  }
  return { query: query as unknown as PostgresPoolClient['query'], release: (isBroken) => client.release(isBroken) }
}

/** @throws RangeError beyond 2^53, where numbers have gaps: a bug, for nothing in the catalogue counts so far */
function safeNumber(text: string): number {
  const value = Number(text)
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value
  throw new RangeError(`The catalogue holds numbers up to 2^53, found ${text}.`)
}

/** int8 and numeric, which counts and sums are, as numbers; all else as pg has it. */
function numberTypes(): TypeOverrides {
  const overrides = new TypeOverrides()
  for (const type of [types.builtins.INT8, types.builtins.NUMERIC]) overrides.setTypeParser(type, safeNumber)
  return overrides
}
