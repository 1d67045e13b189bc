import type { Kysely, RawBuilder, SchemaModule } from 'kysely'
import { refuse } from '../../fault/fault.ts'
import { changeTogether } from './changeTogether.ts'
import type { Catalogue } from './openCatalogue.ts'

/** What a catalogue says of itself, each a table of one row, outside of the numbered schema. */
type Standing = {
  readonly schemaVersion: { readonly version: number }
  readonly storeIdentity: { readonly storeId: string }
}

const bookkeeping = ['schema_version', 'store_identity']

/** Brings a catalogue from the schema before to the next: its tables, and the rows that they hold. */
export type Migration = (schema: SchemaModule, transaction: Kysely<never>) => Promise<void>

export interface Expected {
  /** The catalogue in messages. */
  readonly name: string
  readonly storeId: string
  readonly mayBeNew: boolean
  /** Whether an older one is brought to this code's schema; else it is refused until somebody asks for that. */
  readonly mayMigrate: boolean
  /** Lists the tables that there are. */
  readonly tables: RawBuilder<{ readonly name: string }>
  readonly migrations: readonly Migration[]
  readonly beforeMigration?: (transaction: Catalogue, schema: number) => Promise<void>
}

/** Makes the catalogue the newest of its store, or refuses one that is newer, of another store, or lost. */
export async function bringUpToDate(catalogue: Catalogue, expected: Expected): Promise<void> {
  // Nearly always there is nothing to do; then whoever only reads need not wait for who writes.
  if (await isUpToDate(catalogue, expected)) return
  // Of two processes that open an old catalogue one migrates, and the other finds it done.
  await changeTogether(catalogue, (transaction) => migrate(transaction, expected))
}

async function isUpToDate(catalogue: Catalogue, { storeId, migrations }: Expected): Promise<boolean> {
  try {
    const standing = standingOf(catalogue)
    return (await versionIn(standing)) === migrations.length && (await ownerIn(standing)) === storeId
  } catch (error) {
    if (isMissingTable(error)) return false
    throw error
  }
}

function standingOf(catalogue: Catalogue): Kysely<Standing> {
  return catalogue.withTables<Standing>()
}

async function versionIn(standing: Kysely<Standing>): Promise<number | undefined> {
  return (await standing.selectFrom('schemaVersion').select('version').executeTakeFirst())?.version
}

async function ownerIn(standing: Kysely<Standing>): Promise<string | undefined> {
  return (await standing.selectFrom('storeIdentity').select('storeId').executeTakeFirst())?.storeId
}

function isMissingTable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.message.startsWith('no such table') || ('code' in error && error.code === '42P01')
}

async function migrate(transaction: Catalogue, expected: Expected): Promise<void> {
  const { schema } = transaction
  await makeStanding(transaction)
  const standing = standingOf(transaction)
  const version = await versionIn(standing)
  if (version === undefined) await refuseToFill(transaction, expected)
  if ((version ?? 0) > expected.migrations.length) refuseNewer(expected, version ?? 0)
  const owner = await ownerIn(standing)
  if (owner !== undefined && owner !== expected.storeId) refuseForeign(expected, owner)
  if (version !== undefined && version < expected.migrations.length) {
    if (!expected.mayMigrate) refuseOlder(expected, version)
    await expected.beforeMigration?.(transaction, version)
  }
  for (const step of expected.migrations.slice(version ?? 0)) await step(schema, transaction.withTables())
  await claimCatalogue(transaction, expected.storeId, expected.migrations.length)
}

async function makeStanding({ schema }: Catalogue): Promise<void> {
  await schema.createTable('schema_version').ifNotExists().addColumn('version', 'integer').execute()
  await schema.createTable('store_identity').ifNotExists().addColumn('store_id', 'text').execute()
}

/** Writes down whose a catalogue is, and how many migrations it has had. */
export async function claimCatalogue(transaction: Catalogue, storeId: string, version: number): Promise<void> {
  await makeStanding(transaction)
  const standing = standingOf(transaction)
  await standing.deleteFrom('schemaVersion').execute()
  await standing.deleteFrom('storeIdentity').execute()
  await standing.insertInto('schemaVersion').values({ version }).execute()
  await standing.insertInto('storeIdentity').values({ storeId }).execute()
}

/** How many migrations a catalogue has had; null for what is none yet. */
export async function standingVersion(transaction: Catalogue): Promise<number | null> {
  await makeStanding(transaction)
  return (await versionIn(standingOf(transaction))) ?? null
}

/** Refuses a database that holds anything but the catalogue of this store. */
export async function refuseUnlessOwn(
  transaction: Catalogue,
  { name, storeId, tables }: Pick<Expected, 'name' | 'storeId' | 'tables'>,
): Promise<void> {
  await makeStanding(transaction)
  const standing = standingOf(transaction)
  const owner = await ownerIn(standing)
  if (owner !== undefined && owner !== storeId) refuseForeign({ name, storeId }, owner)
  if ((await versionIn(standing)) === undefined) await refuseToFill(transaction, { name, mayBeNew: true, tables })
}

/** A new catalogue is made only for a store that never had one, and only where nothing else is. */
async function refuseToFill(
  transaction: Catalogue,
  { name, mayBeNew, tables }: Pick<Expected, 'name' | 'mayBeNew' | 'tables'>,
): Promise<void> {
  const { rows } = await tables.execute(transaction)
  const others = rows.map((row) => row.name).filter((table) => !bookkeeping.includes(table))
  if (others.length > 0) {
    const found = `${others.length} tables (${others.slice(0, 3).join(', ')})`
    refuse('catalogue.foreign', `${name}: expected a catalogue of Halley or nothing, found ${found}.`, {
      hint: 'Make an empty database for Halley, and name it in HALLEY_DATABASE_URL.',
      data: { catalogue: name, tables: others.length },
    })
  }
  if (!mayBeNew) refuseMissing(name)
}

/** A store with images or runs has a catalogue somewhere: a new one would show none of them. */
export function refuseMissing(name: string): never {
  refuse('catalogue.missing', `${name}: expected the catalogue of a store that holds images or runs, found none.`, {
    hint: 'Set HALLEY_DATABASE_URL as it was, or bring the catalogue back: ./halley restore-backup FILE',
    data: { catalogue: name },
  })
}

/** How many migrations a catalogue has had, of which nothing is changed; null for what is none yet. */
export async function lookAtVersion(catalogue: Catalogue): Promise<number | null> {
  try {
    return (await versionIn(standingOf(catalogue))) ?? null
  } catch (error) {
    if (isMissingTable(error)) return null
    throw error
  }
}

/** On a server others may still be at work with the code before: somebody has to say when it is time. */
function refuseOlder({ name, migrations }: Expected, found: number): never {
  refuse('catalogue.older', `${name}: expected a catalogue of schema ${migrations.length}, found schema ${found}.`, {
    hint: 'Stop every other Halley of this store, on all hosts, then: ./halley migrate (HALLEY_MIGRATE=auto does it without asking).',
    data: { expected: migrations.length, found },
  })
}

/** Refuses what a later Halley has migrated. */
export function refuseNewer({ name, migrations }: Pick<Expected, 'name' | 'migrations'>, found: number): never {
  refuse('catalogue.newer', `${name}: expected a catalogue of schema ${migrations.length} or older, found schema ${found}.`, {
    hint: 'A newer Halley has migrated this store: update Halley, or bring the catalogue back from backups/.',
    data: { expected: migrations.length, found },
  })
}

function refuseForeign({ name, storeId }: Pick<Expected, 'name' | 'storeId'>, found: string): never {
  refuse('catalogue.foreign', `${name}: expected the catalogue of store ${storeId}, found that of store ${found}.`, {
    hint: 'Every store has a catalogue of its own: set HALLEY_DATABASE_URL to another database, or HALLEY_HOME to the folder of that store.',
    data: { expected: storeId, found },
  })
}
