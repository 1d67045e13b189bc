import { setTimeout as sleep } from 'node:timers/promises'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { Refusal } from '../../fault/fault.ts'
import { catalogueFault, commitFault, connectionFault } from './catalogueFault.ts'

export interface GuardOptions {
  /** The catalogue in messages: its path, or its URL without the password. */
  readonly name: string
  /** How long a busy database is asked again, without blocking this process; 0 where the database itself waits. */
  readonly retryBusyMs: number
  /** What every transaction does first, so that only one at a time decides. */
  readonly takeTurn?: CompiledQuery
  /** How a transaction begins that only reads; default: as the driver does. */
  readonly beginReading?: CompiledQuery
}

/** A connection as Kysely gets it, with the one that the driver knows and what became of its transaction. */
interface GuardedConnection extends DatabaseConnection {
  readonly inner: DatabaseConnection
  inTransaction: boolean
  /** The first error of a statement in the transaction, which can then only be rolled back. */
  failure: unknown
}

/**
 * A driver whose errors are refusals where they are of the catalogue's state (`catalogue.busy`, `.full`, `.unwritable`,
 * `.unreachable`, `.damaged`, `.disk`, `.outcomeUnknown`), and on which a transaction in which a statement failed
 * cannot go on or be committed: PostgreSQL has it so, and what holds on one catalogue must hold on the other.
 */
export function guardedDriver(driver: Driver, options: GuardOptions): Driver {
  const connections = new WeakMap<DatabaseConnection, GuardedConnection>()
  const attempt = <T>(work: () => Promise<T>) => patiently(work, options)
  const guarded = (connection: DatabaseConnection) => connection as GuardedConnection
  return {
    init: () => attempt(() => driver.init()),
    async acquireConnection() {
      const inner = await driver.acquireConnection().catch((error: unknown) => {
        throw new Refusal(connectionFault(error, options.name))
      })
      const connection = connections.get(inner) ?? guardConnection(inner, attempt)
      connections.set(inner, connection)
      return connection
    },
    async beginTransaction(connection, settings) {
      const { inner } = guarded(connection)
      const { beginReading, takeTurn } = options
      const onlyReads = settings.accessMode === 'read only'
      await attempt(async () => {
        if (onlyReads && beginReading) await inner.executeQuery(beginReading)
        else await driver.beginTransaction(inner, settings)
      })
      Object.assign(connection, { inTransaction: true, failure: undefined })
      if (takeTurn === undefined || onlyReads) return
      try {
        await connection.executeQuery(takeTurn)
      } catch (error) {
        await this.rollbackTransaction(connection)
        throw error
      }
    },
    async commitTransaction(connection) {
      const { inner, failure } = guarded(connection)
      if (failure !== undefined) throw failure
      try {
        await driver.commitTransaction(inner)
      } catch (error) {
        throw asRefusal(error, commitFault(error, options.name))
      }
      guarded(connection).inTransaction = false
    },
    async rollbackTransaction(connection) {
      Object.assign(connection, { inTransaction: false, failure: undefined })
      // The error that led here says more than one of the rollback. SQLite has rolled back by itself where it can do
      // nothing else; a connection to PostgreSQL that cannot is not used again.
      await driver.rollbackTransaction(guarded(connection).inner).catch(() => {})
    },
    releaseConnection: (connection) => driver.releaseConnection(guarded(connection).inner),
    destroy: () => driver.destroy(),
  }
}

function guardConnection(inner: DatabaseConnection, attempt: <T>(work: () => Promise<T>) => Promise<T>): GuardedConnection {
  return {
    inner,
    inTransaction: false,
    failure: undefined,
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      if (this.failure !== undefined) throw this.failure
      query.parameters.forEach(assertBindable)
      try {
        return await attempt(() => inner.executeQuery<R>(query))
      } catch (error) {
        if (this.inTransaction) this.failure = error
        throw error
      }
    },
    streamQuery() {
      throw new Error('The catalogue is read in whole answers.')
    },
  }
}

/** @throws TypeError for what the catalogues do not both give back as it was: a bug of the caller */
function assertBindable(value: unknown): void {
  if (value === null || typeof value === 'number' || typeof value === 'bigint') return
  if (typeof value !== 'string') throw new TypeError(`The catalogue stores texts, numbers and null, not ${typeof value}.`)
  if (value.includes('\0')) throw new TypeError(`The catalogue stores texts without NUL, not ${JSON.stringify(value)}.`)
}

async function patiently<T>(work: () => Promise<T>, { name, retryBusyMs }: GuardOptions): Promise<T> {
  for (const deadline = Date.now() + retryBusyMs; ;) {
    try {
      return await work()
    } catch (error) {
      const fault = catalogueFault(error, name)
      if (fault?.code !== 'catalogue.busy' || Date.now() >= deadline) throw asRefusal(error, fault)
      await sleep(1 + Math.random() * 10)
    }
  }
}

function asRefusal(error: unknown, fault: ReturnType<typeof catalogueFault>): unknown {
  return fault ? new Refusal(fault) : error
}
