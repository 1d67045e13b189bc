// A store as the Halley of an earlier schema made it, on either catalogue: its files, its tables by the migrations up to then, its rows.
import { Kysely, sql } from 'kysely'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import type { PackedFiles } from '../../scripts/upgrades/packFiles.ts'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { migrations, type Catalogue } from '../../src/store/catalogue/openCatalogue.ts'
import { postgresDialect } from '../../src/store/catalogue/postgresDialect.ts'
import { sqliteDialect } from '../../src/store/catalogue/sqliteDialect.ts'
import type { StorePlace } from '../catalogue/eachStore.ts'

export function folderOf(schema: number): string {
  return join(import.meta.dirname, 'stores', String(schema))
}

function unpack(home: string, schema: number): void {
  const files = JSON.parse(gunzipSync(readFileSync(join(folderOf(schema), 'files.json.gz'))).toString()) as PackedFiles
  for (const [name, packed] of Object.entries(files)) {
    const path = join(home, name)
    if ('folder' in packed) mkdirSync(path)
    else if ('link' in packed) symlinkSync(packed.link, path)
    else writeFileSync(path, Buffer.from(packed.file, 'base64'))
  }
}

/** Makes the tables as the migrations up to a schema make them. */
async function makeTables(catalogue: Catalogue, schema: number): Promise<void> {
  await sql`create table schema_version (version integer)`.execute(catalogue)
  await sql`create table store_identity (store_id text)`.execute(catalogue)
  for (const migrate of migrations.slice(0, schema))
    await changeTogether(catalogue, (transaction) => migrate(transaction.schema, transaction.withTables()))
}

/** Opens the catalogue as it stands. */
export function openBare({ environment, home }: StorePlace): Catalogue {
  const { HALLEY_DATABASE_URL: url } = environment
  const dialect = url ? postgresDialect({ secret: url, shown: '' }, 5000) : sqliteDialect(join(home, 'catalogue.sqlite'), 5000)
  return new Kysely({ dialect })
}

async function fill({ environment, home }: StorePlace, text: string): Promise<void> {
  const { HALLEY_DATABASE_URL: url } = environment
  if (!url) {
    const database = new DatabaseSync(join(home, 'catalogue.sqlite'))
    database.exec(`begin; ${text} commit;`)
    return database.close()
  }
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`begin; ${text} commit;`)
  await client.end()
}

/** Lays the store of a schema out at a place, as that of whoever runs the tests. */
export async function layOutStore(place: StorePlace, schema: number): Promise<void> {
  unpack(place.home, schema)
  const catalogue = openBare(place)
  await makeTables(catalogue, schema)
  await catalogue.destroy()
  const own = `update users set account = '${userInfo().username}' where account = 'root';`
  await fill(place, `${readFileSync(join(folderOf(schema), 'catalogue.sql'), 'utf8')} ${own}`)
}
