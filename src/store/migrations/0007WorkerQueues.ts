import type { SchemaModule } from 'kysely'

/** What a worker takes, by queues, and how much of it at once. Workers say so when they start: none outlives a migration. */
export async function migrate(schema: SchemaModule): Promise<void> {
  await schema.dropTable('workers').execute()
  await schema
    .createTable('workers')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('queues', 'text')
    .addColumn('concurrency', 'integer', (column) => column.notNull())
    .addColumn('threads', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'text', (column) => column.notNull())
    .addColumn('job', 'text')
    .execute()
}
