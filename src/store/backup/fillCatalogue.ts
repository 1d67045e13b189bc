import { sql } from 'kysely'
import { refuse } from '../../fault/fault.ts'
import type { Migration } from '../catalogue/migrateCatalogue.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { backedUpTables, passingTables } from './backedUpTables.ts'
import type { BackupHeader } from './backupFormat.ts'
import { readBackup, type BackupRows } from './readBackup.ts'

const valuesPerStatement = 20_000

async function insert(transaction: Catalogue, { table, columns, rows }: BackupRows): Promise<void> {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const perStatement = Math.max(1, Math.floor(valuesPerStatement / columns.length))
  for (let first = 0; first < rows.length; first += perStatement) {
    const values = rows.slice(first, first + perStatement).map((row) => sql`(${sql.join([...row])})`)
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(transaction.withoutPlugins())
  }
}

/** Takes away the tables of a catalogue, those that lead to others first. */
async function dropTables(transaction: Catalogue): Promise<void> {
  const names = [...passingTables, ...backedUpTables.map(({ name }) => name).toReversed()]
  for (const name of names) await transaction.schema.dropTable(name).ifExists().execute()
}

export interface Filling {
  readonly path: string
  readonly header: BackupHeader
  readonly migrations: readonly Migration[]
}

/**
 * Makes a catalogue what a backup holds, at this code's schema, in one transaction. What it held is gone then: whoever
 * calls this has kept it.
 */
export async function fillCatalogue(transaction: Catalogue, { path, header, migrations }: Filling): Promise<void> {
  if (header.schema > migrations.length) {
    refuse('catalogue.newer', `${path}: expected a backup of schema ${migrations.length} or older, found schema ${header.schema}.`, {
      hint: 'A newer Halley wrote it: update Halley.',
      data: { path, expected: migrations.length, found: header.schema },
    })
  }
  await dropTables(transaction)
  for (const step of migrations.slice(0, header.schema)) await step(transaction.schema, transaction.withTables())
  for await (const rows of readBackup(path)) await insert(transaction, rows)
  for (const step of migrations.slice(header.schema)) await step(transaction.schema, transaction.withTables())
}
