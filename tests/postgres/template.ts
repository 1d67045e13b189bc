// A database with the tables of the catalogue and nothing in them, made once in a run of tests, for others to be copied from.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { valueOf } from '../store/exampleStore.ts'
import { administer, makeDatabase, sharedServer, type TestDatabase } from './sharedServer.ts'

const secondsToMake = 60
/** There is one of the name, or another process is making it in the same moment. */
const duplicates: readonly unknown[] = ['42P04', '23505']

let known: Promise<string> | undefined

/** Makes a database of a catalogue that belongs to no store yet: the first store that opens it takes it. */
export async function makeCatalogueDatabase(): Promise<TestDatabase> {
  // A server of somebody's own keeps nothing of ours.
  if (process.env['HALLEY_TEST_DATABASE_URL']) return makeDatabase()
  known ??= makeTemplate()
  return makeDatabase(`template ${await known}`)
}

/** Of the processes that run tests one makes it, and the others wait for it. */
async function makeTemplate(): Promise<string> {
  const server = await sharedServer()
  const name = `halley_template_${createHash('sha256').update(inject('postgresDoor')).digest('hex').slice(0, 16)}`
  try {
    await administer(server, `create database ${name} template template0`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && duplicates.includes(error.code))) throw error
    await made(server, name)
    return name
  }
  const url = new URL(server)
  url.pathname = `/${name}`
  await fill(url.href)
  await administer(server, `alter database ${name} with is_template true`)
  return name
}

async function made(server: string, name: string): Promise<void> {
  for (const deadline = Date.now() + secondsToMake * 1000; Date.now() < deadline; await sleep(20)) {
    const [row] = await administer(server, `select datistemplate from pg_database where datname = '${name}'`)
    if (row?.['datistemplate'] === true) return
  }
  throw new Error(`Expected another process to make the database ${name} in ${secondsToMake} s, found that it has not.`)
}

async function fill(url: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'halley-template-'))
  const store = valueOf(await openStore(home, { environment: { HALLEY_DATABASE_URL: url } }))
  await store.close()
  await administer(url, 'delete from store_identity')
  rmSync(home, { recursive: true })
}
