import { sql, type SchemaModule } from 'kysely'

/** The first catalogue: users, projects, images, runs with their results and versions, operations, audit. */
export async function migrate(schema: SchemaModule): Promise<void> {
  await createPeople(schema)
  await createImages(schema)
  await createRuns(schema)
  await createResults(schema)
  await createOperations(schema)
  await createAudit(schema)
}

async function createPeople(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await schema
    .createTable('projects')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
}

async function createImages(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('images')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('number', 'bigint', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('ingest_settings', 'text', (column) => column.notNull())
    .addColumn('ingest_version', 'integer', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('measurement_count', 'integer', (column) => column.notNull())
    .addColumn('measurement_bytes', 'bigint', (column) => column.notNull())
    .addColumn('measurement_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('images_name').on('images').column('name').execute()
  await schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('image_files')
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id'))
    .addColumn('role', 'text', (column) => column.notNull().check(sql`role in ('image', 'catalogue', 'noise', 'background')`))
    .addColumn('root', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('image_files_key', ['image_id', 'role'])
    .execute()
  await schema
    .createTable('file_fingerprints')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('inode', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('modified_ns', 'text', (column) => column.notNull())
    .addColumn('changed_ns', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('file_fingerprints_key', ['kind', 'device', 'inode'])
    .execute()
}

async function createRuns(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('place', 'text', (column) => column.notNull().check(sql`place in ('live', 'trashed', 'purging', 'purged')`))
    .addColumn('work', 'text', (column) =>
      column.notNull().check(sql`work in ('initialised', 'queued', 'running', 'completed', 'failed', 'cancelled', 'restoring')`),
    )
    .addColumn('head_version', 'integer')
    .addColumn('last_version', 'integer', (column) => column.notNull())
    .addColumn('last_source_id', 'bigint', (column) => column.notNull())
    .addColumn('forced_count', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute()
  // A run in the trash leaves its name to others.
  await schema.createIndex('runs_live_name').unique().on('runs').column('name').where(sql.ref('place'), '=', sql.lit('live')).execute()
  await schema.createIndex('runs_project').on('runs').column('project_id').execute()
  await schema
    .createTable('configurations')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
}

async function createResults(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('results')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('configuration_hash', 'text', (column) => column.notNull().references('configurations.hash'))
    .addColumn('inputs_hash', 'text', (column) => column.notNull())
    .addColumn('manifest_hash', 'text', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull())
    .addColumn('code_version', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('results_inputs').on('results').columns(['run_id', 'inputs_hash']).execute()
  await schema
    .createTable('result_images')
    .addColumn('result_id', 'text', (column) => column.notNull().references('results.id'))
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('result_images_key', ['result_id', 'position'])
    .execute()
  // Who uses an image is asked inside every deletion.
  await schema.createIndex('result_images_image').unique().on('result_images').columns(['image_id', 'result_id']).execute()
}

async function createOperations(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('operations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text', (column) => column.references('runs.id'))
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('queued', 'running', 'completed', 'failed', 'cancelled')`))
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('worker', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('stage', 'text')
    .addColumn('progress', 'text')
    .addColumn('error', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('ended_at', 'text')
    .execute()
  await schema.createIndex('operations_state').on('operations').columns(['state', 'created_at']).execute()
  await schema.createIndex('operations_run').on('operations').columns(['run_id', 'created_at']).execute()
  await schema
    .createTable('versions')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('result_id', 'text', (column) => column.notNull().references('results.id'))
    .addColumn('parent_number', 'integer')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addColumn('operation_id', 'text', (column) => column.references('operations.id'))
    .addPrimaryKeyConstraint('versions_key', ['run_id', 'number'])
    .execute()
  await schema.createIndex('versions_result').on('versions').column('result_id').execute()
}

async function createAudit(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject_kind', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('audit_subject').on('audit').columns(['subject_id', 'id']).execute()
}
