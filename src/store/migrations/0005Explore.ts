import type { SchemaModule } from 'kysely'

/** What exploring needs: queries that people save. */
export async function migrate(schema: SchemaModule): Promise<void> {
  await createSavedQueries(schema)
}

async function createSavedQueries(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('saved_queries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('project_id', 'text', (column) => column.references('projects.id').onDelete('set null'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('runs', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('saved_queries_name', ['user_id', 'name'])
    .execute()
  await schema.createIndex('saved_queries_project').on('saved_queries').column('project_id').execute()
}
