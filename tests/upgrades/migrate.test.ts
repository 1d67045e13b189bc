// The command that brings a catalogue to the schema of this code, and who is refused until it was given.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startHalley, type CliOutcome } from '../cli/runHalley.ts'
import { migrations } from '../../src/store/catalogue/openCatalogue.ts'
import { makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { layOutStore, openBare } from './oldStore.ts'

const newest = migrations.length

function halley({ home, environment }: StorePlace, migrate: string, ...args: readonly string[]): Promise<CliOutcome> {
  return startHalley(home, args, { environment: { ...environment, HALLEY_MIGRATE: migrate } }).outcome
}

async function schemaOf(place: StorePlace): Promise<unknown> {
  const catalogue = openBare(place)
  const { rows } = await sql<{ version: number }>`select version from schema_version`.execute(catalogue)
  await catalogue.destroy()
  return rows[0]?.version
}

async function atSchema(kind: StorePlace['kind'], schema: number, test: (place: StorePlace) => Promise<void>): Promise<void> {
  const place = await makeStorePlace(kind)
  try {
    await layOutStore(place, schema)
    await test(place)
  } finally {
    await place.remove()
  }
}

test('on a server nobody migrates by the way: commands are refused until somebody says so, with a plan, a backup and one step', () =>
  atSchema('PostgreSQL', 3, async (place) => {
    const refused = await halley(place, '', 'status')
    expect(refused).toMatchObject({ exitCode: 6, stderr: expect.stringContaining('./halley migrate') as string })
    const plan = await halley(place, '', 'migrate', '--plan')
    expect(plan).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`3; this Halley has ${newest}`) as string })
    expect(await halley(place, '', 'migrate')).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('--yes') as string })
    expect([await schemaOf(place), existsSync(join(place.home, 'backups')) && readdirSync(join(place.home, 'backups')).length > 0]).toEqual(
      [3, false],
    )

    const other = openBare(place)
    await sql`select 1`.execute(other)
    const inUse = await halley(place, '', 'migrate', '--yes')
    expect(inUse).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('found 1 connections') as string })
    await other.destroy()

    const done = await halley(place, '', 'migrate', '--yes', '--json')
    expect(done.exitCode, done.stderr).toBe(0)
    const { backup } = JSON.parse(done.stdout) as { readonly backup: string }
    expect([await schemaOf(place), existsSync(backup), backup]).toEqual([newest, true, expect.stringContaining('schema-3')])
    const again = await halley(place, '', 'migrate', '--yes')
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('There is nothing to do.') as string })
    expect(await halley(place, '', 'status')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('lmc') as string })

    const later = openBare(place)
    await sql`update schema_version set version = 99`.execute(later)
    await later.destroy()
    expect(await halley(place, '', 'migrate', '--yes')).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining('schema 99') as string,
    })
  }))

test('a catalogue in the store is migrated by the first command, or by the one command where that is wanted', () =>
  atSchema('SQLite', 2, async (place) => {
    expect(await halley(place, 'sometimes', 'status')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('auto or ask') as string,
    })
    expect(await halley(place, 'ask', 'status')).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining('./halley migrate') as string,
    })
    expect(await halley(place, 'ask', 'migrate', '--yes')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('schema-2') as string,
    })
    expect(await halley(place, 'ask', 'status')).toMatchObject({ exitCode: 0 })
  }))

test('where there is no catalogue yet there is nothing to migrate, and none is made', async () => {
  const place = await makeStorePlace('SQLite')
  expect(await halley(place, '', 'migrate')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('none yet') as string })
  expect(readdirSync(place.home)).not.toContain('catalogue.sqlite')
  await place.remove()
})
