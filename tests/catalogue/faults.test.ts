// What the catalogue cannot do is a refusal with its reason, on both, whichever statement or commit meets it.
import { sql } from 'kysely'
import { openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { isSurelyUndone } from '../../src/store/catalogue/catalogueFault.ts'
import type { Catalogue } from '../../src/store/catalogue/openCatalogue.ts'
import { findSetting, keepSetting } from '../../src/store/catalogue/settings.ts'
import { openStore } from '../../src/store/store.ts'
import { administer, sharedServer } from '../postgres/sharedServer.ts'
import { startPostgres } from '../postgres/server.ts'
import { valueOf } from '../store/exampleStore.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeStorePlace, type StorePlace } from './eachStore.ts'

const folder = temporaryFolder()

/** Runs a test on an empty store of one kind. */
async function on(kind: StorePlace['kind'], body: (catalogue: Catalogue, place: StorePlace) => Promise<void>): Promise<void> {
  const place = await makeStorePlace(kind)
  try {
    await body((await place.open()).catalogue, place)
  } finally {
    await place.remove()
  }
}

function faultOf(code: string) {
  return { name: 'Refusal', fault: { code, hint: expect.any(String) } }
}

/** Makes the server say that a statement failed for the reason of this SQLSTATE. */
function raise(catalogue: Catalogue, state: string): Promise<unknown> {
  return sql.raw(`do $$ begin raise exception 'as if' using errcode = '${state}'; end $$`).execute(catalogue)
}

/** Ends the connections of all others to the database, as an administrator of the server does. */
function terminateOthers(place: StorePlace): Promise<unknown> {
  const statement = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
  return administer(place.environment['HALLEY_DATABASE_URL'], statement)
}

test('a full disk is told, and nothing of the change is kept (SQLite)', () =>
  on('SQLite', async (catalogue) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(catalogue)
    await sql.raw(`pragma max_page_count = ${Object.values(rows[0])[0] + 4}`).execute(catalogue)
    const change = changeTogether(catalogue, async (transaction) => {
      await keepSetting(transaction, 'small', 'x')
      await keepSetting(transaction, 'large', 'x'.repeat(1_000_000))
    })
    await expect(change).rejects.toMatchObject(faultOf('catalogue.full'))
    expect(await findSetting(catalogue, 'small')).toBeUndefined()
    await keepSetting(catalogue, 'small', 'y')
  }))

test('a catalogue that may not be written is told (SQLite)', () =>
  on('SQLite', async (catalogue) => {
    await sql`pragma query_only = 1`.execute(catalogue)
    await expect(keepSetting(catalogue, 'a', 'b')).rejects.toMatchObject(faultOf('catalogue.unwritable'))
  }))

test('a file that is no database and one with holes are damaged (SQLite)', () =>
  on('SQLite', async (catalogue, place) => {
    await keepSetting(catalogue, 'large', 'x'.repeat(100_000))
    await catalogue.destroy()
    const path = join(place.home, 'catalogue.sqlite')
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(statSync(path).size - 4096, 0x5a), 0, undefined, 4096)
    const damaged = { ok: false, fault: { code: 'catalogue.damaged', hint: expect.stringContaining('restore-backup') } }
    expect(await openStore(place.home, { environment: {} })).toMatchObject(damaged)
    writeSync(file, 'no database at all', 0)
    expect(await openStore(place.home, { environment: {} })).toMatchObject(damaged)
  }))

test('every SQLSTATE of the state of a server is told as what it means (PostgreSQL)', () =>
  on('PostgreSQL', async (catalogue) => {
    const codes: Readonly<Record<string, readonly string[]>> = {
      'catalogue.busy': ['40001', '40P01', '55P03', '57014', '53300', '53200'],
      'catalogue.full': ['53100'],
      'catalogue.unwritable': ['25006', '42501'],
      'catalogue.unreachable': ['08006', '28000', '28P01', '3D000', '57P01', '57P02', '57P03'],
      'catalogue.damaged': ['XX001', 'XX002'],
      'catalogue.disk': ['58030'],
    }
    for (const [code, states] of Object.entries(codes)) {
      for (const state of states) await expect(raise(catalogue, state)).rejects.toMatchObject(faultOf(code))
    }
    await expect(raise(catalogue, '22012')).rejects.toMatchObject({ name: 'error', code: '22012' })
  }))

test('a database that may not be written is told, and read all the same (PostgreSQL)', () =>
  on('PostgreSQL', async (_, place) => {
    const name = new URL(place.environment['HALLEY_DATABASE_URL']).pathname.slice(1)
    await administer(await sharedServer(), `alter database ${name} set default_transaction_read_only = on`)
    const { catalogue } = await place.open()
    await expect(keepSetting(catalogue, 'a', 'b')).rejects.toMatchObject(faultOf('catalogue.unwritable'))
    expect(await findSetting(catalogue, 'a')).toBeUndefined()
  }))

test('a statement that takes too long is ended, and a server without a word is given up (PostgreSQL)', () =>
  on('PostgreSQL', async (_, place) => {
    const { catalogue } = await place.open({ patienceMs: 250 })
    await expect(sql`select pg_sleep(30)`.execute(catalogue)).rejects.toMatchObject(faultOf('catalogue.busy'))
    const endless = sql`set statement_timeout = 0; select pg_sleep(30)`
    await expect(endless.execute(catalogue)).rejects.toMatchObject(faultOf('catalogue.unreachable'))
    expect(await findSetting(catalogue, 'a')).toBeUndefined()
  }))

test('a connection that is lost while idle is replaced (PostgreSQL)', () =>
  on('PostgreSQL', async (catalogue, place) => {
    await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.1)`.execute(catalogue)))
    await terminateOthers(place)
    await expect.poll(() => findSetting(catalogue, 'a').catch(() => 'lost')).toBeUndefined()
  }))

test('a connection that is lost in the middle of a change undoes it, and the process goes on (PostgreSQL)', () =>
  on('PostgreSQL', async (catalogue, place) => {
    const changed = changeTogether(catalogue, async (transaction) => {
      await keepSetting(transaction, 'a', 'b')
      await terminateOthers(place)
      await keepSetting(transaction, 'c', 'd')
    })
    const error = await changed.catch((reason: unknown) => reason)
    expect(error).toMatchObject(faultOf('catalogue.unreachable'))
    expect(isSurelyUndone(error)).toBe(true)
    expect(await findSetting(catalogue, 'a')).toBeUndefined()
    await changeTogether(catalogue, (transaction) => keepSetting(transaction, 'a', 'e'))
    expect(await findSetting(catalogue, 'a')).toBe('e')
  }))

test('a commit whose answer is lost is in doubt: it may have been made (PostgreSQL)', async () => {
  const server = await startPostgres()
  const store = valueOf(await openStore(join(folder, 'in doubt'), { environment: { HALLEY_DATABASE_URL: server.url } }))
  // At the commit the server is busy for long enough to be killed meanwhile.
  await sql`create function wait() returns trigger language plpgsql as 'begin perform pg_sleep(20); return null; end'`.execute(
    store.catalogue,
  )
  await sql`create constraint trigger slow after insert on settings deferrable initially deferred for each row execute function wait()`.execute(
    store.catalogue,
  )
  const change = changeTogether(store.catalogue, async (transaction) => {
    await keepSetting(transaction, 'a', 'b')
    setTimeout(() => void server.stop(), 300)
  })
  const error = await change.catch((reason: unknown) => reason)
  expect(error).toMatchObject(faultOf('catalogue.outcomeUnknown'))
  expect(isSurelyUndone(error)).toBe(false)
  await expect(findSetting(store.catalogue, 'a')).rejects.toMatchObject(faultOf('catalogue.unreachable'))
  await store.close()
})
