import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { failure, makeFault, success, type Fault, type Result } from '../fault/fault.ts'
import { readDatabaseUrl } from './catalogue/databaseUrl.ts'
import {
  lookAtCatalogue,
  openPostgresCatalogue,
  openSqliteCatalogue,
  type Catalogue,
  type CatalogueOptions,
  type CatalogueStanding,
} from './catalogue/openCatalogue.ts'
import { openHome, refuseNetworkFileSystem, type StoreHome } from './home.ts'
import { storePaths, type StorePaths } from './paths.ts'

/** An open store: everything in this room that needs the disk or the catalogue takes it. */
export interface Store {
  readonly id: string
  readonly paths: StorePaths
  readonly catalogue: Catalogue
  close(): Promise<void>
}

export interface StoreOptions {
  /** Where HALLEY_DATABASE_URL may name a PostgreSQL server for the catalogue; default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv
  /** How long a change waits for that of another process; default 5 s. */
  readonly patienceMs?: number
}

/**
 * Opens the store at `home`, made where there is none, with its catalogue at the newest schema.
 *
 * @returns faults `store.*` of the folder, `catalogue.*` of the catalogue; nothing is changed then
 */
export async function openStore(home: string, { environment = process.env, ...options }: StoreOptions = {}): Promise<Result<Store>> {
  const folder = openHome(home)
  if (!folder.ok) return folder
  const { id, path } = folder.value
  const url = environment['HALLEY_DATABASE_URL']
  const migrate = environment['HALLEY_MIGRATE'] || (url ? 'ask' : 'auto')
  if (migrate !== 'auto' && migrate !== 'ask') return failure(unknownMigrate(migrate))
  const catalogue = await openCatalogueOf(folder.value, url, {
    ...options,
    storeId: id,
    mayMigrate: migrate === 'auto',
    mayBeNew: !holdsObjects(path),
    beforeMigration: (transaction, schema) => backUpBefore(join(path, 'backups'), transaction, { storeId: id, schema }),
  })
  if (!catalogue.ok) return catalogue
  return success({ id, paths: storePaths(path), catalogue: catalogue.value, close: () => catalogue.value.destroy() })
}

function unknownMigrate(found: string): Fault {
  return makeFault('catalogue.setting', `HALLEY_MIGRATE: expected auto or ask, found ${found}.`, {
    hint: 'auto brings an older catalogue to the schema of this Halley when it is opened; ask leaves that to ./halley migrate.',
  })
}

/** How the catalogue of the store at `home` stands to this code; nothing is changed. */
export async function lookAtStore(home: string, environment: NodeJS.ProcessEnv): Promise<Result<CatalogueStanding>> {
  const folder = openHome(home)
  if (!folder.ok) return folder
  const url = environment['HALLEY_DATABASE_URL'] ? readDatabaseUrl(environment['HALLEY_DATABASE_URL']) : null
  if (url && 'code' in url) return failure(url)
  return lookAtCatalogue(join(folder.value.path, 'catalogue.sqlite'), url)
}

/** What a migration changes can be brought back by the Halley that wrote it. */
async function backUpBefore(
  folder: string,
  transaction: Catalogue,
  of: { readonly storeId: string; readonly schema: number },
): Promise<void> {
  const { backupName } = await import('./backup/backupName.ts')
  const { writeBackup } = await import('./backup/writeBackup.ts')
  const now = new Date()
  await writeBackup(transaction, join(folder, backupName(now, `schema-${of.schema}`)), { ...of, now })
}

function holdsObjects(home: string): boolean {
  return ['images', 'runs'].some((kind) => readdirSync(join(home, 'objects', kind)).length > 0)
}

async function openCatalogueOf(home: StoreHome, urlText: string | undefined, options: CatalogueOptions): Promise<Result<Catalogue>> {
  const embedded = join(home.path, 'catalogue.sqlite')
  if (!urlText) {
    const local = refuseNetworkFileSystem(home)
    return local.ok ? openSqliteCatalogue(embedded, options) : local
  }
  const url = readDatabaseUrl(urlText)
  if ('code' in url) return failure(url)
  if (!existsSync(embedded)) return openPostgresCatalogue(url, options)
  const fault = makeFault('catalogue.elsewhere', `${url.shown}: expected a store whose catalogue is there, found ${embedded}.`, {
    hint: 'Unset HALLEY_DATABASE_URL to use that file, or move it over: ./halley backup FILE, then ./halley restore-backup FILE --to URL',
    data: { catalogue: url.shown, found: embedded },
  })
  return failure(fault)
}
