import { sql, type Kysely, type SchemaModule } from 'kysely'

/** Trash, purges, holds, projects with members, samples and analyses, comments, durable operations, sealed audit. */
export async function migrate(schema: SchemaModule, transaction: Kysely<never>): Promise<void> {
  await extendPeople(schema)
  await extendRuns(schema)
  await extendImages(schema)
  await extendOperations(schema)
  await createSamplesAndAnalyses(schema)
  await createShares(schema)
  await createTrash(schema)
  await createPurges(schema)
  await createRemarks(schema)
  await createSeals(schema)
  await settleRuns(transaction)
}

/** Until now a run at work did not say which operation held it; one that none holds was left by a process that died. */
async function settleRuns(transaction: Kysely<never>): Promise<void> {
  await sql`
    update runs set operation_id = (
      select max(id) from operations where operations.run_id = runs.id and operations.state = runs.work
    ) where work in ('queued', 'running')`.execute(transaction)
  await sql`update runs set work = 'failed' where work in ('queued', 'running') and operation_id is null`.execute(transaction)
}

const places = sql`place in ('live', 'trashed', 'purging', 'purged')`

async function extendPeople(schema: SchemaModule): Promise<void> {
  const users = () => schema.alterTable('users')
  await users()
    .addColumn('is_active', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await users()
    .addColumn('is_administrator', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('tokens')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text')
    .addColumn('last_used_at', 'text')
    .addColumn('revoked_at', 'text')
    .execute()
  const projects = () => schema.alterTable('projects')
  await projects()
    .addColumn('description', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await projects()
    .addColumn('use', 'text', (column) =>
      column
        .notNull()
        .defaultTo('personal')
        .check(sql`use in ('ordinary', 'personal', 'shared')`),
    )
    .execute()
  await projects().addColumn('retention_days', 'integer').execute()
  await projects()
    .addColumn('place', 'text', (column) => column.notNull().defaultTo('live').check(places))
    .execute()
  await projects().addColumn('entry_id', 'text').execute()
  await schema.createIndex('projects_owner').on('projects').column('owner_id').execute()
  await schema.createIndex('projects_name').on('projects').column('name').execute()
  await projects()
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await projects()
    .addColumn('updated_at', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await schema
    .createTable('members')
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('role', 'text', (column) => column.notNull().check(sql`role in ('viewer', 'editor')`))
    .addPrimaryKeyConstraint('members_key', ['project_id', 'user_id'])
    .execute()
  await schema.createIndex('members_user').on('members').column('user_id').execute()
  await schema
    .createTable('notices')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('read_at', 'text')
    .execute()
  await schema.createIndex('notices_user').on('notices').columns(['user_id', 'id']).execute()
  await schema
    .createTable('settings')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
}

async function extendRuns(schema: SchemaModule): Promise<void> {
  await schema.alterTable('runs').addColumn('entry_id', 'text').execute()
  await schema.alterTable('runs').addColumn('operation_id', 'text').execute()
  await schema.alterTable('runs').addColumn('revert_target', 'integer').execute()
  await schema.alterTable('runs').addColumn('revert_before', 'text').execute()
  await schema.alterTable('runs').addColumn('keep_versions', 'integer').execute()
  await schema.createIndex('runs_owner').on('runs').column('owner_id').execute()
  await schema.createIndex('runs_operation').on('runs').column('operation_id').execute()
  await schema
    .alterTable('versions')
    .addColumn('place', 'text', (column) => column.notNull().defaultTo('live').check(places))
    .execute()
  await schema.alterTable('versions').addColumn('entry_id', 'text').execute()
  await schema.alterTable('versions').addColumn('restored_from', 'integer').execute()
  await schema.createIndex('versions_operation').on('versions').column('operation_id').execute()
  await schema
    .alterTable('results')
    .addColumn('place', 'text', (column) => column.notNull().defaultTo('live').check(places))
    .execute()
  await schema.alterTable('results').addColumn('missing_since', 'text').execute()
  await schema
    .createTable('result_files')
    .addColumn('result_id', 'text', (column) => column.notNull().references('results.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('stamp', 'text')
    .addPrimaryKeyConstraint('result_files_key', ['result_id', 'name'])
    .execute()
}

async function extendImages(schema: SchemaModule): Promise<void> {
  await schema
    .alterTable('images')
    .addColumn('place', 'text', (column) => column.notNull().defaultTo('live').check(places))
    .execute()
  await schema.alterTable('images').addColumn('purge_id', 'text').execute()
  await schema.createIndex('images_purge').on('images').column('purge_id').execute()
  await schema.alterTable('images').addColumn('measurement_stamp', 'text').execute()
  // An image that is being deleted has no claim on its content or its folder: it may be ingested again at once.
  await schema
    .createIndex('images_live_content')
    .unique()
    .on('images')
    .column('content_hash')
    .where(sql.ref('place'), '=', sql.lit('live'))
    .execute()
  await schema
    .createIndex('images_live_folder')
    .unique()
    .on('images')
    .column('folder')
    .where(sql.ref('place'), '=', sql.lit('live'))
    .execute()
  await schema
    .createTable('image_holders')
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('image_holders_key', ['image_id', 'user_id'])
    .execute()
  await schema.createIndex('image_holders_user').on('image_holders').column('user_id').execute()
}

async function extendOperations(schema: SchemaModule): Promise<void> {
  const operations = () => schema.alterTable('operations')
  await operations()
    .addColumn('request', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute()
  await operations().addColumn('subject_id', 'text').execute()
  await operations().addColumn('idempotency_key', 'text').execute()
  await operations().addColumn('outcome', 'text').execute()
  await operations().addColumn('log', 'text').execute()
  await operations()
    .addColumn('is_detached', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await operations()
    .addColumn('lost', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createIndex('operations_idempotency')
    .unique()
    .on('operations')
    .columns(['actor_id', 'idempotency_key'])
    .where(sql.ref('idempotency_key'), 'is not', null)
    .execute()
  await schema.createIndex('operations_subject').on('operations').columns(['subject_id', 'created_at']).execute()
  await schema
    .createTable('workers')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('kinds', 'text')
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'text', (column) => column.notNull())
    .execute()
  await schema
    .createTable('operation_images')
    .addColumn('operation_id', 'text', (column) => column.notNull().references('operations.id'))
    .addColumn('image_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('operation_images_key', ['operation_id', 'image_id'])
    .execute()
  await schema.createIndex('operation_images_image').on('operation_images').column('image_id').execute()
  await schema
    .createTable('uses')
    .addColumn('operation_id', 'text', (column) => column.notNull())
    .addColumn('item_id', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('uses_key', ['operation_id', 'item_id'])
    .execute()
  await schema.createIndex('uses_item').on('uses').column('item_id').execute()
}

async function createSamplesAndAnalyses(schema: SchemaModule): Promise<void> {
  for (const table of ['samples', 'analyses']) {
    await schema
      .createTable(table)
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
      .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('place', 'text', (column) => column.notNull().defaultTo('live').check(places))
      .addColumn('entry_id', 'text')
      .addColumn('parameters', 'text', (column) => column.notNull().defaultTo('{}'))
      .addColumn('counts', 'text', (column) => column.notNull().defaultTo('{}'))
      .addColumn('manifest_hash', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('files', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('bytes', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('predecessor_id', 'text')
      .addColumn('code_version', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .execute()
    await schema.createIndex(`${table}_project`).on(table).column('project_id').execute()
    await schema.createIndex(`${table}_owner`).on(table).column('owner_id').execute()
    await schema.createIndex(`${table}_name`).on(table).column('name').execute()
    await schema
      .createIndex(`${table}_live_name`)
      .unique()
      .on(table)
      .columns(['project_id', 'name'])
      .where(sql.ref('place'), '=', sql.lit('live'))
      .execute()
  }
  await schema
    .createTable('sample_origins')
    .addColumn('sample_id', 'text', (column) => column.notNull().references('samples.id'))
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('result_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sample_origins_key', ['sample_id', 'run_id', 'version'])
    .execute()
  await schema.createIndex('sample_origins_run').on('sample_origins').column('run_id').execute()
  await schema
    .createTable('analysis_origins')
    .addColumn('analysis_id', 'text', (column) => column.primaryKey().references('analyses.id'))
    .addColumn('run_id', 'text', (column) => column.references('runs.id'))
    .addColumn('version', 'integer')
    .addColumn('result_id', 'text')
    .addColumn('sample_id', 'text', (column) => column.references('samples.id'))
    .addCheckConstraint('analysis_origins_one', sql`(run_id is null) <> (sample_id is null)`)
    .execute()
  await schema.createIndex('analysis_origins_run').on('analysis_origins').column('run_id').execute()
  await schema.createIndex('analysis_origins_sample').on('analysis_origins').column('sample_id').execute()
}

async function createShares(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('shares')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('item_id', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text', (column) => column.references('runs.id'))
    .addColumn('sample_id', 'text', (column) => column.references('samples.id'))
    .addColumn('analysis_id', 'text', (column) => column.references('analyses.id'))
    .addPrimaryKeyConstraint('shares_key', ['item_id', 'user_id'])
    .addCheckConstraint('shares_item', sql`item_id = coalesce(run_id, sample_id, analysis_id)`)
    .execute()
  await schema.createIndex('shares_user').on('shares').column('user_id').execute()
}

async function createTrash(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('trash_entries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('root_kind', 'text', (column) =>
      column.notNull().check(sql`root_kind in ('project', 'run', 'sample', 'analysis', 'versions')`),
    )
    .addColumn('root_id', 'text', (column) => column.notNull())
    .addColumn('versions', 'text')
    .addColumn('cleared', 'text')
    .addColumn('by_user_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('purge_due', 'text')
    .addColumn('notices_given', 'text', (column) => column.notNull())
    .addColumn('purge_id', 'text')
    .execute()
  await schema.createIndex('trash_entries_root').on('trash_entries').column('root_id').execute()
  await schema.createIndex('trash_entries_due').on('trash_entries').column('purge_due').execute()
  await schema.createIndex('trash_entries_purge').on('trash_entries').column('purge_id').execute()
  await schema
    .createTable('trash_swept')
    .addColumn('entry_id', 'text', (column) => column.notNull().references('trash_entries.id'))
    .addColumn('item_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('trash_swept_key', ['entry_id', 'item_id'])
    .execute()
  await schema.createIndex('trash_swept_item').on('trash_swept').column('item_id').execute()
  await schema
    .createTable('holds')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('item_id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer')
    .addColumn('by_user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('holds_item').on('holds').column('item_id').execute()
}

async function createPurges(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('purges')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('operation_id', 'text', (column) => column.references('operations.id'))
    .addColumn('plan_hash', 'text', (column) => column.notNull())
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('by_user_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('began_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('freed_bytes', 'bigint')
    .execute()
  await schema
    .createTable('purge_objects')
    .addColumn('purge_id', 'text', (column) => column.notNull().references('purges.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('image', 'result', 'run', 'sample', 'analysis')`))
    .addColumn('object_id', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text')
    .addColumn('files', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('removed_at', 'text')
    .addPrimaryKeyConstraint('purge_objects_key', ['purge_id', 'position'])
    .execute()
  await schema
    .createTable('tombstones')
    .addColumn('item_id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('project_id', 'text')
    .addColumn('purge_id', 'text', (column) => column.notNull().references('purges.id'))
    .addColumn('purged_by', 'text', (column) => column.notNull())
    .addColumn('purged_at', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull())
    .addColumn('hashes', 'text', (column) => column.notNull())
    .addColumn('configuration_hash', 'text', (column) => column.references('configurations.hash'))
    .execute()
  await schema.createIndex('tombstones_owner').on('tombstones').column('owner_id').execute()
}

/** Comments, tags and favourites hang on what they are about by typed keys; those on rows of tables through an anchor. */
async function createRemarks(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('source_anchors')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('source_id', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('source_anchors_source').unique().on('source_anchors').columns(['run_id', 'source_id']).execute()
  await schema
    .createTable('measurement_anchors')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id'))
    .addColumn('measurement_id', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createIndex('measurement_anchors_measurement')
    .unique()
    .on('measurement_anchors')
    .columns(['image_id', 'measurement_id'])
    .execute()
  await schema
    .createTable('tags')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .execute()
  for (const table of ['comments', 'tag_links', 'favourites']) {
    const remark = schema
      .createTable(table)
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('project_id', 'text', (column) => column.references('projects.id'))
      .addColumn('run_id', 'text', (column) => column.references('runs.id'))
      .addColumn('sample_id', 'text', (column) => column.references('samples.id'))
      .addColumn('analysis_id', 'text', (column) => column.references('analyses.id'))
      .addColumn('image_id', 'text', (column) => column.references('images.id'))
      .addColumn('source_anchor_id', 'text', (column) => column.references('source_anchors.id'))
      .addColumn('measurement_anchor_id', 'text', (column) => column.references('measurement_anchors.id'))
    const own =
      table === 'tag_links'
        ? remark.addColumn('tag_id', 'text', (column) => column.notNull().references('tags.id'))
        : remark.addColumn('text', 'text', (column) => column.notNull())
    await own.execute()
    for (const key of ['project', 'run', 'sample', 'analysis', 'image', 'source_anchor', 'measurement_anchor']) {
      await schema.createIndex(`${table}_${key}`).on(table).column(`${key}_id`).execute()
    }
  }
}

async function createSeals(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('audit_seals')
    .addColumn('position', 'bigint', (column) => column.primaryKey())
    .addColumn('audit_id', 'text', (column) => column.notNull().unique().references('audit.id'))
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
}
