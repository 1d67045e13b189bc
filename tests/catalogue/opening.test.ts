// Opening a store's catalogue: made, migrated, or refused with the reason.
import { Kysely, sql } from 'kysely'
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { json } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { readDatabaseUrl } from '../../src/store/catalogue/databaseUrl.ts'
import { postgresDialect } from '../../src/store/catalogue/postgresDialect.ts'
import { findRun } from '../../src/store/catalogue/runs.ts'
import { sqliteDialect } from '../../src/store/catalogue/sqliteDialect.ts'
import { openHome } from '../../src/store/home.ts'
import { migrate as catalogue0001 } from '../../src/store/migrations/0001Catalogue.ts'
import { openStore } from '../../src/store/store.ts'
import { halley, startHalley } from '../cli/runHalley.ts'
import { administer, makeDatabase, sharedServer } from '../postgres/sharedServer.ts'
import { addExampleRun, valueOf } from '../store/exampleStore.ts'
import { catalogueKinds, eachStore, makeStorePlace, type StorePlace } from './eachStore.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'halley-opening-'))
  folders.push(folder)
  return folder
}

function embedded(home: string): string {
  return join(home, 'catalogue.sqlite')
}

/** Opens the store in three processes at once. @returns what each says: the store's id, or a fault */
function openInProcesses({ environment }: StorePlace): Promise<unknown[]> {
  const script = join(import.meta.dirname, 'otherProcess.ts')
  const env = { ...process.env, ...environment }
  const children = [1, 2, 3].map(() => spawn(process.execPath, [script, 'open'], { env, stdio: ['ignore', 'pipe', 'inherit'] }))
  return Promise.all(children.map((child) => json(child.stdout)))
}

/** Makes the first catalogue that there ever was, with a run in it. */
async function makeFirstCatalogue({ home, environment }: StorePlace, runId: string): Promise<void> {
  const { HALLEY_DATABASE_URL: text } = environment
  const dialect = text ? postgresDialect({ secret: text, shown: '' }, 5000) : sqliteDialect(embedded(home), 5000)
  const catalogue = new Kysely<Record<string, never>>({ dialect })
  await catalogue.schema.createTable('schema_version').addColumn('version', 'integer').execute()
  await catalogue0001(catalogue.schema)
  const at = '2026-11-20T20:35:00.000Z'
  for (const statement of [
    sql`insert into schema_version values (1)`,
    sql`insert into users values ('u', 'Maria', 'maria', ${at})`,
    sql`insert into projects values ('p', 'Personal', 'u', ${at})`,
    sql`insert into runs values (${runId}, 'lmc', 'p', 'u', 'live', 'completed', 2, 2, 70, 3, 5, ${at}, ${at})`,
  ])
    await statement.execute(catalogue)
  await catalogue.destroy()
}

/** A place that holds a run, and with it objects. */
async function placeWithRun(kind: StorePlace['kind']): Promise<StorePlace> {
  const place = await makeStorePlace(kind)
  const store = await place.open()
  await addExampleRun(store, 'lmc')
  return place
}

for (const kind of catalogueKinds) {
  test(`processes that open a new store at the same time agree on it (${kind})`, async () => {
    const place = await makeStorePlace(kind)
    const said = await openInProcesses(place)
    const { id } = await place.open()
    expect(said).toEqual([id, id, id])
    await place.remove()
  })

  test(`of processes that open an old catalogue one migrates it, with all that is in it (${kind})`, async () => {
    const place = await makeStorePlace(kind)
    const { id } = valueOf(openHome(place.home))
    await makeFirstCatalogue(place, 'r')
    expect(await openInProcesses(place)).toEqual([id, id, id])
    const { catalogue } = await place.open()
    expect(await findRun(catalogue, 'r')).toMatchObject({ name: 'lmc', description: '', headVersion: 2, lastSourceId: 70, revision: 5 })
    const { rows } = await sql<{ storeId: string }>`select store_id from store_identity`.execute(catalogue)
    expect(rows).toEqual([{ storeId: id }])
    await place.remove()
  })

  test(`a store whose catalogue is gone is not given a new one, which would show nothing (${kind})`, async () => {
    const place = await placeWithRun(kind)
    const lost = { ...place.environment, HALLEY_DATABASE_URL: '' }
    const empty = kind === 'PostgreSQL' ? await makeDatabase() : undefined
    if (empty) lost.HALLEY_DATABASE_URL = empty.url
    else rmSync(embedded(place.home))
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await openStore(place.home, { environment: lost })).toMatchObject({ ok: false, fault: { code: 'catalogue.missing' } })
    }
    if (empty) expect(await administer(empty.url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([])
    else expect(existsSync(embedded(place.home))).toBe(false)
    await empty?.drop()
    await place.remove()
  })
}

eachStore('a catalogue of a newer schema is refused with both numbers, and left as it is', async ({ catalogue }, place) => {
  await sql`update schema_version set version = 99`.execute(catalogue)
  expect(await openStore(place.home, { environment: place.environment })).toMatchObject({
    ok: false,
    fault: { code: 'catalogue.newer', message: expect.stringContaining('found schema 99'), data: { found: 99 } },
  })
  expect((await sql`select version from schema_version`.execute(catalogue)).rows).toEqual([{ version: 99 }])
})

eachStore('a catalogue belongs to one store, and another is told whose it is', async (store, place) => {
  const home = freshFolder()
  const { id } = valueOf(openHome(home))
  if (place.kind === 'SQLite') {
    await store.close()
    copyFileSync(embedded(place.home), embedded(home))
  }
  const refused = await openStore(home, { environment: place.environment })
  if (refused.ok) throw new Error('expected a refusal')
  expect(refused.fault.code).toBe('catalogue.foreign')
  for (const each of [id, store.id]) expect(refused.fault.message).toContain(each)
})

test('a store with an embedded catalogue is not opened on a server, where it would seem empty', async () => {
  const place = await placeWithRun('SQLite')
  const database = await makeDatabase()
  const environment = { HALLEY_DATABASE_URL: database.url }
  expect(await openStore(place.home, { environment })).toMatchObject({ ok: false, fault: { code: 'catalogue.elsewhere' } })
  expect(await administer(database.url, "select 1 from pg_tables where schemaname = 'public'")).toEqual([])
  await place.remove()
  await database.drop()
})

test('a store on a server is not opened without it, where it would seem empty', async () => {
  const place = await placeWithRun('PostgreSQL')
  expect(await openStore(place.home, { environment: {} })).toMatchObject({ ok: false, fault: { code: 'catalogue.missing' } })
  expect(readdirSync(place.home)).not.toContain('catalogue.sqlite')
  await place.remove()
})

test('a database with tables of something else is refused and left as it is', async () => {
  const database = await makeDatabase()
  await administer(database.url, 'create table thesis (chapter text)')
  const refused = await openStore(freshFolder(), { environment: { HALLEY_DATABASE_URL: database.url } })
  expect(refused).toMatchObject({ ok: false, fault: { code: 'catalogue.foreign', message: expect.stringContaining('1 tables (thesis)') } })
  const tables = await administer(database.url, "select tablename from pg_tables where schemaname = 'public'")
  expect(tables).toEqual([{ tablename: 'thesis' }])
  await database.drop()
})

test('texts are ordered by code point in a database that orders them otherwise', async () => {
  const database = await makeDatabase("template template0 locale_provider icu icu_locale 'en-US'")
  const store = valueOf(await openStore(freshFolder(), { environment: { HALLEY_DATABASE_URL: database.url } }))
  for (const name of ['a', 'B', 'é', 'f']) await store.catalogue.insertInto('settings').values({ name, value: '' }).execute()
  const rows = await store.catalogue.selectFrom('settings').select('name').orderBy('name').execute()
  expect(rows.map(({ name }) => name)).toEqual(['B', 'a', 'f', 'é'])
  await store.close()
  await database.drop()
})

/** The fault of opening a store at a URL, which must not give the password away. */
async function refusalAt(url: string | URL, password: string) {
  const refused = await openStore(freshFolder(), { environment: { HALLEY_DATABASE_URL: String(url) }, patienceMs: 500 })
  if (refused.ok) throw new Error('expected a refusal')
  expect(JSON.stringify(refused.fault)).not.toContain(password)
  return refused.fault
}

test('a server that is not there, does not answer or does not let in is unreachable, and the password stays secret', async () => {
  const password = 'x3cr-3t'
  const there = new URL(await sharedServer())
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const { port } = silent.address() as AddressInfo
  const stranger = Object.assign(new URL(there), { username: 'stranger', password })
  const noDatabase = Object.assign(new URL(there), { pathname: '/no_such_database' })
  const urls: readonly (readonly [string | URL, string])[] = [
    [`postgres://maria:${password}@127.0.0.1:1/halley`, password],
    [`postgres://maria:${password}@localhost:1/halley`, password],
    [`postgres://maria:${password}@127.0.0.1:${port}/halley`, password],
    [`postgresql://maria:${password}@${encodeURIComponent(freshFolder())}/halley`, password],
    [`postgres:///halley?host=${freshFolder()}&user=maria&password=${password}`, password],
    [stranger, password],
    [noDatabase, there.password || password],
  ]
  for (const [url, secret] of urls) expect(await refusalAt(url, secret)).toMatchObject({ code: 'catalogue.unreachable' })
  // A server without TLS, or with a certificate that nobody here knows.
  const distrusted = Object.assign(new URL(there), { search: '?sslmode=verify-full' })
  expect((await refusalAt(distrusted, there.password || password)).code).toMatch(/^catalogue\.(unreachable|untrusted)$/)
  expect(await refusalAt(noDatabase, there.password || password)).toMatchObject({ retryable: false })
  expect(await refusalAt(`postgres://maria:${password}@localhost:1/halley`, password)).toMatchObject({
    message: expect.stringContaining('ECONNREFUSED'),
    retryable: true,
  })
  silent.close()
})

test('what is no address of a PostgreSQL server is refused without showing it', async () => {
  const password = 'x3cr-3t'
  const texts = [
    password,
    `mysql://maria:${password}@host/halley`,
    `http://maria:${password}@host/halley`,
    `postgres://maria:1/${password}@host/halley`,
    `postgres://maria:1#${password}@host/halley`,
    `postgres://maria:1?${password}@host/halley`,
    `postgres://maria:#${password}@host:x/halley`,
  ]
  for (const text of texts) expect(await refusalAt(text, password)).toMatchObject({ code: 'catalogue.url' })
  expect(readDatabaseUrl(`postgres://maria:p%40ss@host:5433/halley?sslmode=verify-full&password=${password}`)).toMatchObject({
    shown: 'postgres://maria@host:5433/halley?sslmode=verify-full',
  })
  expect(readDatabaseUrl(`postgres://maria:${password}@/halley?host=/run/postgresql`)).toMatchObject({
    shown: 'postgres://maria@/halley?host=%2Frun%2Fpostgresql',
  })
})

test('a user without rights in the database is told so', async () => {
  const database = await makeDatabase()
  const [name, password] = [`reader_${process.pid}`, 'x3cr-3t']
  await administer(database.url, `create role ${name} login password '${password}'`)
  const url = Object.assign(new URL(database.url), { username: name, password })
  expect(await refusalAt(url, password)).toMatchObject({ code: 'catalogue.unwritable', retryable: false })
  await administer(database.url, `drop role ${name}`)
  await database.drop()
})

test('a command on a server that is not there prints the reason and exits with 6', async () => {
  const environment = { HALLEY_DATABASE_URL: 'postgres://maria:x3cr-3t@127.0.0.1:1/halley' }
  const { exitCode, stderr, stdout } = await startHalley(freshFolder(), ['status'], { environment }).outcome
  expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: '' })
  expect(stderr).toMatch(/^halley: postgres:\/\/maria@127.0.0.1:1\/halley: expected .*ECONNREFUSED.*\n.*HALLEY_DATABASE_URL.*\n$/)
})

test('commands work on a server as they do on a file', async () => {
  const place = await makeStorePlace('PostgreSQL')
  const { environment, home } = place
  expect(await startHalley(home, ['init', 'lmc'], { environment }).outcome).toMatchObject({ exitCode: 0 })
  const { exitCode, stdout } = await startHalley(home, ['status', '--json'], { environment }).outcome
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('"lmc"') })
  expect((await halley(home, 'status')).stderr).toContain('HALLEY_DATABASE_URL')
  await place.remove()
})
