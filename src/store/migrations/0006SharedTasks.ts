import type { SchemaModule } from 'kysely'

/** Parts of operations at work that any worker may do, so that many hosts are at one processing; workers as jobs of a cluster. */
export async function migrate(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('shared_tasks')
    .addColumn('operation_id', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('ticket', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('worker', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('shared_tasks_key', ['operation_id', 'attempt', 'ticket'])
    .execute()
  await schema.alterTable('workers').addColumn('job', 'text').execute()
  await schema.createIndex('shared_tasks_state').on('shared_tasks').column('state').execute()
}
