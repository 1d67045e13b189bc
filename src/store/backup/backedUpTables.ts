/** A table of the catalogue with the columns that make its rows unique, in which order a backup has them. */
export interface BackedUpTable {
  readonly name: string
  readonly key: readonly string[]
}

function table(name: string, ...key: readonly string[]): BackedUpTable {
  return { name, key: key.length > 0 ? key : ['id'] }
}

/** Tables of the moment: who is at work or signed in just now. */
export const passingTables: readonly string[] = ['workers', 'sessions', 'sign_in_links', 'kept_replies', 'shared_tasks']

/** All tables with rows of their own, each after those that its keys lead to. */
export const backedUpTables: readonly BackedUpTable[] = [
  table('counters', 'name'),
  table('settings', 'name'),
  table('users'),
  table('tokens'),
  table('passwords', 'user_id'),
  table('identities', 'issuer', 'subject'),
  table('notices'),
  table('projects'),
  table('members', 'project_id', 'user_id'),
  table('saved_queries'),
  table('reference_catalogues'),
  table('configurations', 'hash'),
  table('file_fingerprints', 'kind', 'device', 'inode'),
  table('images'),
  table('image_files', 'image_id', 'role'),
  table('image_holders', 'image_id', 'user_id'),
  table('runs'),
  table('results'),
  table('result_files', 'result_id', 'name'),
  table('result_images', 'result_id', 'position'),
  table('operations'),
  table('operation_images', 'operation_id', 'image_id'),
  table('uses', 'operation_id', 'item_id'),
  table('versions', 'run_id', 'number'),
  table('samples'),
  table('analyses'),
  table('sample_origins', 'sample_id', 'run_id', 'version'),
  table('analysis_origins', 'analysis_id'),
  table('shares', 'item_id', 'user_id'),
  table('trash_entries'),
  table('trash_swept', 'entry_id', 'item_id'),
  table('holds'),
  table('purges'),
  table('purge_objects', 'purge_id', 'position'),
  table('tombstones', 'item_id'),
  table('source_anchors'),
  table('measurement_anchors'),
  table('tags'),
  table('comments'),
  table('tag_links'),
  table('favourites'),
  table('audit'),
  table('audit_seals', 'position'),
]
