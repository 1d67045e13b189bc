import { CamelCasePlugin, Kysely, type Dialect, type SchemaModule } from 'kysely'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import { migrate as catalogue0001 } from '../migrations/0001Catalogue.ts'
import { migrate as catalogue0002 } from '../migrations/0002RunDescription.ts'
import { migrate as catalogue0003 } from '../migrations/0003LifeCycle.ts'
import type { CatalogueSchema } from './schema.ts'
import { sqliteDialect } from './sqliteDialect.ts'

/** The catalogue, or a transaction on it: what every statement takes. */
export type Catalogue = Kysely<CatalogueSchema>

/** In the order of their numbers; forward only, never changed once released. */
const migrations: readonly ((schema: SchemaModule) => Promise<void>)[] = [catalogue0001, catalogue0002, catalogue0003]

/**
 * Opens the embedded catalogue and brings it to this code's schema.
 *
 * @returns `catalogue.newer` where a later Halley has migrated it, with both numbers
 */
export function openSqliteCatalogue(path: string): Promise<Result<Catalogue>> {
  return openCatalogue(sqliteDialect(path), path)
}

async function openCatalogue(dialect: Dialect, name: string): Promise<Result<Catalogue>> {
  const catalogue = new Kysely<CatalogueSchema>({ dialect, plugins: [new CamelCasePlugin()] })
  const migrated = await settle(() => migrate(catalogue, name))
  if (migrated.ok) return { ok: true, value: catalogue }
  await catalogue.destroy()
  return migrated
}

/** One transaction for all steps, so that of two processes that open an old catalogue one migrates and the other finds it done. */
async function migrate(catalogue: Catalogue, name: string): Promise<void> {
  await catalogue.transaction().execute(async (transaction) => {
    await transaction.schema.createTable('schema_version').ifNotExists().addColumn('version', 'integer').execute()
    const row = await transaction.selectFrom('schemaVersion').select('version').executeTakeFirst()
    const found = row?.version ?? 0
    if (found > migrations.length) {
      refuse('catalogue.newer', `${name}: expected a catalogue of schema ${migrations.length} or older, found schema ${found}.`, {
        hint: 'A newer Halley has migrated this store: update Halley, or bring the catalogue back from backups/.',
        data: { expected: migrations.length, found },
      })
    }
    for (const step of migrations.slice(found)) await step(transaction.schema)
    if (row === undefined) await transaction.insertInto('schemaVersion').values({ version: migrations.length }).execute()
    else if (found < migrations.length) await transaction.updateTable('schemaVersion').set({ version: migrations.length }).execute()
  })
}
