import type { SchemaModule } from 'kysely'

/** What exploring needs: queries that people save, catalogues of others to compare sources with. */
export async function migrate(schema: SchemaModule): Promise<void> {
  await createSavedQueries(schema)
  await createReferenceCatalogues(schema)
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

async function createReferenceCatalogues(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('reference_catalogues')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('row_count', 'integer', (column) => column.notNull())
    .addColumn('radius_arcsec', 'double precision', (column) => column.notNull())
    .addColumn('columns', 'text', (column) => column.notNull())
    .addColumn('added_by', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('added_at', 'text', (column) => column.notNull())
    .execute()
}
