// A catalogue of the schema before: backed up, migrated with all that is in it, and brought back from that backup.
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { restoreStoreBackup } from '../../src/app/backup/restoreStoreBackup.ts'
import { postgresDialect } from '../../src/store/catalogue/postgresDialect.ts'
import { sqliteDialect } from '../../src/store/catalogue/sqliteDialect.ts'
import { openHome } from '../../src/store/home.ts'
import { migrate as catalogue0001 } from '../../src/store/migrations/0001Catalogue.ts'
import { migrate as catalogue0002 } from '../../src/store/migrations/0002RunDescription.ts'
import { loadEverything } from '../../src/store/state/loadState.ts'
import type { Store } from '../../src/store/store.ts'
import { catalogueKinds, makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'

const at = '2026-11-20T20:35:00.000Z'
const [user, project, operation, result] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const runs = { whole: randomUUID(), atWork: randomUUID(), left: randomUUID() }

const rows = [
  sql`insert into schema_version values (2)`,
  sql`insert into users values (${user}, 'Maria', 'maria', ${at})`,
  sql`insert into projects values (${project}, 'Personal', ${user}, ${at})`,
  sql`insert into configurations values ('h', 'run: {}', ${at})`,
  sql`insert into runs values (${runs.whole}, 'lmc', ${project}, ${user}, 'live', 'completed', 1, 1, 70, 3, 5, ${at}, ${at}, 'LMC')`,
  sql`insert into runs values (${runs.atWork}, 'smc', ${project}, ${user}, 'live', 'running', null, 0, 0, 0, 5, ${at}, ${at}, '')`,
  sql`insert into runs values (${runs.left}, 'm31', ${project}, ${user}, 'live', 'running', null, 0, 0, 0, 5, ${at}, ${at}, '')`,
  sql`insert into results values (${result}, ${runs.whole}, 'h', 'i', 'm', '{}', '0.1.0', ${at})`,
  sql`insert into operations values
    (${operation}, 'process', ${runs.atWork}, ${user}, 'running', 1, 'elsewhere', ${at}, null, null, null, ${at}, ${at}, null)`,
  sql`insert into versions values (${runs.whole}, 1, ${result}, null, 'process', ${user}, ${at}, null)`,
]

async function makeSchema2({ home, environment }: StorePlace): Promise<void> {
  valueOf(openHome(home))
  const url = environment['HALLEY_DATABASE_URL']
  const dialect = url ? postgresDialect({ secret: url, shown: '' }, 5000) : sqliteDialect(join(home, 'catalogue.sqlite'), 5000)
  const catalogue = new Kysely<Record<string, never>>({ dialect })
  await catalogue.schema.createTable('schema_version').addColumn('version', 'integer').execute()
  for (const migrate of [catalogue0001, catalogue0002]) await migrate(catalogue.schema)
  for (const row of rows) await row.execute(catalogue)
  await catalogue.destroy()
}

/** The runs as the rules see them, by name, with what each does. */
async function worksIn({ catalogue }: Store): Promise<Record<string, unknown>> {
  const { items } = await loadEverything(catalogue)
  const found = [...items.values()].flatMap((item) => (item.kind === 'run' ? [item] : []))
  return Object.fromEntries(found.map(({ name, state }) => [name, state.place === 'live' ? state.work : state.place]))
}

test.each(catalogueKinds)('is backed up before it is migrated, and comes back from that backup (%s)', async (kind) => {
  const place = await makeStorePlace(kind)
  try {
    await makeSchema2(place)
    const store = await place.open()
    expect(await worksIn(store)).toEqual({ lmc: 'completed', smc: 'running', m31: 'failed' })
    await store.close()
    const [backup = ''] = readdirSync(join(place.home, 'backups')).filter((name) => name.includes('schema-2'))
    const path = join(place.home, 'backups', backup)
    const restored = valueOf(await restoreStoreBackup({ environment: place.environment, path, to: null }))
    expect(restored.header).toMatchObject({ schema: 2 })
    expect(await worksIn(await place.open())).toEqual({ lmc: 'completed', smc: 'running', m31: 'failed' })
  } finally {
    await place.remove()
  }
})
