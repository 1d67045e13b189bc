// The database of a VAST Pipeline in PostgreSQL: Django's tables of users and kinds, the pipeline's tables, and their rows.
import { join } from 'node:path'
import { Client } from 'pg'
import { readForced, readRows, readTable, type Row } from '../process/processing.ts'

/** As Django makes them from the pipeline's models; of measurements and sources those columns that are no table's of ours. */
const tables = `
  CREATE TABLE auth_user (
    id serial PRIMARY KEY, password varchar(128) NOT NULL, last_login timestamptz, is_superuser boolean NOT NULL,
    username varchar(150) NOT NULL UNIQUE, first_name varchar(150) NOT NULL, last_name varchar(150) NOT NULL,
    email varchar(254) NOT NULL, is_staff boolean NOT NULL, is_active boolean NOT NULL, date_joined timestamptz NOT NULL);
  CREATE TABLE django_content_type (
    id serial PRIMARY KEY, app_label varchar(100) NOT NULL, model varchar(100) NOT NULL, UNIQUE (app_label, model));
  CREATE TABLE vast_pipeline_run (
    id serial PRIMARY KEY, name varchar(64) NOT NULL UNIQUE, description varchar(240) NOT NULL, time timestamptz NOT NULL,
    path varchar(200) NOT NULL, status varchar(3) NOT NULL, n_images integer NOT NULL, n_sources integer NOT NULL,
    n_selavy_measurements integer NOT NULL, n_forced_measurements integer NOT NULL, n_new_sources integer NOT NULL,
    epoch_based boolean NOT NULL, user_id integer REFERENCES auth_user DEFERRABLE INITIALLY DEFERRED);
  CREATE TABLE vast_pipeline_image (
    id serial PRIMARY KEY, meas_path varchar(200) NOT NULL, name varchar(200) NOT NULL UNIQUE, path varchar(500) NOT NULL);
  CREATE TABLE vast_pipeline_image_run (
    id serial PRIMARY KEY, image_id integer NOT NULL REFERENCES vast_pipeline_image, run_id integer NOT NULL REFERENCES vast_pipeline_run,
    UNIQUE (image_id, run_id));
  CREATE TABLE vast_pipeline_measurement (
    id serial PRIMARY KEY, name varchar(64) NOT NULL, forced boolean NOT NULL, image_id integer REFERENCES vast_pipeline_image);
  CREATE TABLE vast_pipeline_source (
    id serial PRIMARY KEY, name varchar(100) NOT NULL, run_id integer REFERENCES vast_pipeline_run);
  CREATE TABLE vast_pipeline_comment (
    id serial PRIMARY KEY, datetime timestamptz NOT NULL, comment text NOT NULL, object_id integer NOT NULL CHECK (object_id >= 0),
    author_id integer NOT NULL REFERENCES auth_user, content_type_id integer NOT NULL REFERENCES django_content_type);
  CREATE TABLE vast_pipeline_sourcefav (
    id serial PRIMARY KEY, comment text NOT NULL, source_id integer NOT NULL REFERENCES vast_pipeline_source,
    user_id integer NOT NULL REFERENCES auth_user);
  CREATE TABLE vast_pipeline_tagulous_source_tags (
    id serial PRIMARY KEY, name varchar(255) NOT NULL UNIQUE, slug varchar(50) NOT NULL UNIQUE, count integer NOT NULL, protected boolean NOT NULL);
  CREATE TABLE vast_pipeline_source_tags (
    id serial PRIMARY KEY, source_id integer NOT NULL REFERENCES vast_pipeline_source,
    tagulous_source_tags_id integer NOT NULL REFERENCES vast_pipeline_tagulous_source_tags DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (source_id, tagulous_source_tags_id))`

const tableNames = [...tables.matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name ?? '')

/** Runs statements in a database. */
export async function inDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Every row of every table, as text. */
export function dumpDatabase(url: string): Promise<string> {
  return inDatabase(url, async (client) => {
    const rows = []
    for (const name of tableNames) rows.push([name, (await client.query(`SELECT t::text FROM ${name} t ORDER BY 1`)).rows])
    return JSON.stringify(rows)
  })
}

export interface DatabaseRun {
  readonly name: string
  /** null for one that was made on the command line. */
  readonly owner: string | null
}

const users = ['ann', 'bea', 'carl']
const models = ['run', 'image', 'measurement', 'source']

class DatabaseWriter {
  readonly #client: Client
  readonly #directory: string

  constructor(client: Client, directory: string) {
    this.#client = client
    this.#directory = directory
  }

  async start(): Promise<void> {
    await this.#client.query(tables)
    for (const name of users) {
      const columns = 'password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined'
      await this.#client.query(`INSERT INTO auth_user (${columns}) VALUES ('!', false, $1, '', '', '', false, true, now())`, [name])
    }
    for (const model of models)
      await this.#client.query("INSERT INTO django_content_type (app_label, model) VALUES ('vast_pipeline', $1)", [model])
    // The same number as an id of a source, of another program's thing.
    await this.#client.query("INSERT INTO django_content_type (app_label, model) VALUES ('django_q', 'source')")
  }

  async write(name: string, owner: string | null): Promise<void> {
    const folder = join(this.#directory, name)
    const inserted = await this.#client.query<{ id: number }>(
      `INSERT INTO vast_pipeline_run (name, description, time, path, status, n_images, n_sources, n_selavy_measurements, n_forced_measurements,
        n_new_sources, epoch_based, user_id)
       VALUES ($1, $2, now(), $3, 'END', 0, 0, 0, 0, 0, false, (SELECT id FROM auth_user WHERE username = $4)) RETURNING id`,
      [name, `What ${name} is for`, folder, owner],
    )
    const runId = inserted.rows[0]?.id
    for (const image of await readTable(folder, 'images')) await this.#image(image, runId)
    await this.#measurements(await readForced(folder))
    for (const { id } of await readTable(folder, 'sources')) {
      await this.#client.query('INSERT INTO vast_pipeline_source (id, name, run_id) VALUES ($1, $2, $3)', [
        id,
        `J${String(id)} in VAST`,
        runId,
      ])
    }
  }

  async #image(image: Row, runId: number | undefined): Promise<void> {
    const name = String(image['name'])
    const path = join(this.#directory, 'images', name.replaceAll('.', '_'), 'measurements.parquet')
    const added = await this.#client.query(
      'INSERT INTO vast_pipeline_image (id, meas_path, name, path) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id',
      [image['id'], path, name, image['path']],
    )
    if (added.rowCount === 1) await this.#measurements(await readRows(path))
    await this.#client.query('INSERT INTO vast_pipeline_image_run (image_id, run_id) VALUES ($1, $2)', [image['id'], runId])
  }

  async #measurements(rows: readonly Row[]): Promise<void> {
    for (const { id, name, forced, image_id: imageId } of rows) {
      const values = [id, String(name).slice(0, 64), forced, imageId]
      await this.#client.query('INSERT INTO vast_pipeline_measurement (id, name, forced, image_id) VALUES ($1, $2, $3, $4)', values)
    }
  }
}

/** Fills an empty database with what VAST's would have for a working directory; nobody has said anything yet. */
export function writeVastDatabase(url: string, directory: string, runs: readonly DatabaseRun[]): Promise<void> {
  return inDatabase(url, async (client) => {
    const writer = new DatabaseWriter(client, directory)
    await writer.start()
    for (const { name, owner } of runs) await writer.write(name, owner)
  })
}

export type CommentKind = 'run' | 'image' | 'measurement' | 'source'

/** Adds a comment as VAST's pages do. */
export async function comment(client: Client, author: string, kind: CommentKind, objectId: unknown, text: string): Promise<void> {
  await client.query(
    `INSERT INTO vast_pipeline_comment (datetime, comment, object_id, author_id, content_type_id)
     VALUES ('2024-05-06 07:08:09+00', $1, $2, (SELECT id FROM auth_user WHERE username = $3),
       (SELECT id FROM django_content_type WHERE app_label = 'vast_pipeline' AND model = $4))`,
    [text, objectId, author, kind],
  )
}

export async function tag(client: Client, sourceId: unknown, name: string): Promise<void> {
  await client.query(
    'INSERT INTO vast_pipeline_tagulous_source_tags (name, slug, count, protected) VALUES ($1, $1, 1, false) ON CONFLICT DO NOTHING',
    [name],
  )
  await client.query(
    'INSERT INTO vast_pipeline_source_tags (source_id, tagulous_source_tags_id) SELECT $1, id FROM vast_pipeline_tagulous_source_tags WHERE name = $2',
    [sourceId, name],
  )
}

export async function favourite(client: Client, username: string, sourceId: unknown, why: string): Promise<void> {
  await client.query(
    'INSERT INTO vast_pipeline_sourcefav (comment, source_id, user_id) SELECT $1, $2, id FROM auth_user WHERE username = $3',
    [why, sourceId, username],
  )
}
