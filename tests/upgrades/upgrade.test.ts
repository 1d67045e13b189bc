// Stores of every schema that there was, made by the Halley of that time: opened today nothing of them is lost, and all goes on.
import { sql } from 'kysely'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkStore } from '../../src/app/fsck/checkStore.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import { migrations, postgresTables, type Catalogue } from '../../src/store/catalogue/openCatalogue.ts'
import { loadEverything } from '../../src/store/state/loadState.ts'
import { catalogueKinds, makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { purgeEntry, restoreEntry } from '../proof/acts.ts'
import { valueOf } from '../store/exampleStore.ts'
import { trash } from '../trash/phases.ts'
import { folderOf, layOutStore, openBare } from './oldStore.ts'

const schemas = migrations.map((_, index) => index + 1)

type Row = Readonly<Record<string, unknown>>
type Tables = ReadonlyMap<string, readonly Row[]>

const bookkeeping = ['schema_version', 'store_identity']

async function tableNames(catalogue: Catalogue, kind: StorePlace['kind']): Promise<readonly string[]> {
  const listed = kind === 'SQLite' ? sql<{ name: string }>`select name from sqlite_master where type = 'table'` : postgresTables
  const { rows } = await listed.execute(catalogue)
  return rows.map(({ name }) => name).filter((name) => !bookkeeping.includes(name))
}

async function tablesOf(place: StorePlace): Promise<Tables> {
  const catalogue = openBare(place)
  try {
    const found = new Map<string, readonly Row[]>()
    for (const name of await tableNames(catalogue, place.kind))
      found.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(catalogue)).rows)
    return found
  } finally {
    await catalogue.destroy()
  }
}

/** Columns whose meaning a later schema changed, and what was said before of who is there now. */
const changed: Readonly<Record<string, readonly string[]>> = { workers: ['kinds'] }

function lineOf(row: Row, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => [column, row[column]]))
}

/** Rows that were there before and are not any more, or are others. */
function lost(before: Tables, after: Tables): string[] {
  return [...before].flatMap(([table, rows]) => {
    const [first] = rows
    if (!first) return []
    const columns = Object.keys(first).filter((name) => !changed[table]?.includes(name))
    const there = new Set((after.get(table) ?? []).map((row) => lineOf(row, columns)))
    return rows.filter((row) => !there.has(lineOf(row, columns))).map((row) => `${table} ${lineOf(row, columns)}`)
  })
}

async function damage(halley: Halley): Promise<string[]> {
  const { findings } = valueOf(await checkStore(halley, { quick: false, repair: false }))
  return findings.filter(({ gravity }) => gravity === 'damage').map(({ words }) => words)
}

async function breaches({ store }: Halley): Promise<string[]> {
  const state = await loadEverything(store.catalogue)
  return stateInvariants.flatMap((law) => law.breaches(state).map((words) => `${law.number} ${words}`))
}

async function runNamed({ store }: Halley, name: string) {
  return (await findLiveRunByName(store.catalogue, name)) ?? expect.fail(`no run ${name}`)
}

test('of every schema there is a store that its Halley made; a new migration needs one', () => {
  const hint = 'node scripts/launch.mjs scripts/upgrades/main.ts keeps the store of the newest schema, made by the code as it is now'
  const kept = readdirSync(join(import.meta.dirname, 'stores')).toSorted()
  expect(kept, hint).toEqual(schemas.map(String).toSorted())
})

for (const schema of schemas) {
  test.each(catalogueKinds)(`a store of schema ${schema} is whole after the upgrade, and can be worked with (%s)`, async (kind) => {
    expect(existsSync(folderOf(schema)), `tests/upgrades/stores/${schema}`).toBe(true)
    const place = await makeStorePlace(kind)
    try {
      await layOutStore(place, schema)
      const before = await tablesOf(place)
      const halley = valueOf(await openHalley({ environment: place.environment }))
      expect(lost(before, await tablesOf(place))).toEqual([])
      expect(await breaches(halley)).toEqual([])
      expect(await damage(halley)).toEqual([])
      const runs = valueOf(await runStatus(halley, ['all']))
      expect(Object.fromEntries(runs.map(({ name, version }) => [name, version]))).toEqual({ draft: null, lmc: 2, smc: 1 })
      const backups = existsSync(join(place.home, 'backups')) ? readdirSync(join(place.home, 'backups')) : []
      expect(backups.some((name) => name.includes(`schema-${schema}`))).toBe(schema < migrations.length)

      valueOf(await revertVersion(halley, await runNamed(halley, 'lmc'), { to: 1, debug: false }))
      if (schema >= 3) valueOf(await restoreEntry(halley, 'old'))
      const smc = await runNamed(halley, 'smc')
      await trash(halley, smc.id)
      valueOf(await purgeEntry(halley, 'smc'))
      expect(existsSync(join(place.home, 'objects', 'runs', smc.id))).toBe(false)
      expect([await breaches(halley), await damage(halley)]).toEqual([[], []])
      const shown = valueOf(await runStatus(halley, ['all'])).map(({ name, version }) => [name, version])
      expect(shown).toContainEqual(['lmc', 3])
      expect(await closeHalley(halley)).toBeNull()
    } finally {
      await place.remove()
    }
  })
}

test('the rows of every kept store are more than a few, in the tables that hold what people made', () => {
  for (const schema of schemas) {
    const text = readFileSync(join(folderOf(schema), 'catalogue.sql'), 'utf8')
    for (const table of ['users', 'runs', 'versions', 'results', 'images', ...(schema >= 3 ? ['samples', 'holds', 'trash_entries'] : [])])
      expect(text, `schema ${schema}`).toContain(`insert into "${table}"`)
  }
})
