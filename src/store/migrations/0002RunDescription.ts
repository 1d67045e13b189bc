import type { SchemaModule } from 'kysely'

/** What a run is for, in its owner's words. */
export async function migrate(schema: SchemaModule): Promise<void> {
  await schema
    .alterTable('runs')
    .addColumn('description', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
}
