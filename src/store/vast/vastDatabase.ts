import { Client } from 'pg'
import { failure, makeFault, refuse, settle, success, type Result } from '../../fault/fault.ts'
import { readDatabaseUrl } from '../catalogue/databaseUrl.ts'

/** What is said about something of a run. `objectId` is its id in VAST's database. */
export interface VastComment {
  readonly id: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly text: string
  readonly username: string
  readonly kind: 'run' | 'source' | 'image' | 'measurement'
  readonly objectId: number
}

export interface VastTag {
  readonly sourceId: number
  readonly name: string
}

export interface VastFavourite {
  readonly id: number
  readonly sourceId: number
  readonly text: string
  readonly username: string
}

/** What VAST's database knows of a run beyond its files. */
export interface VastRunRecord {
  readonly description: string
  /** VAST's three letters: INI, QUE, RUN, END, ERR, RES, DEL. */
  readonly status: string
  /** null for a run that was made on the command line. */
  readonly owner: string | null
  /** By the id of the source. */
  readonly sourceNames: ReadonlyMap<number, string>
  readonly comments: readonly VastComment[]
  readonly tags: readonly VastTag[]
  readonly favourites: readonly VastFavourite[]
}

/** The PostgreSQL database of a VAST Pipeline, for reading alone. */
export interface VastDatabase {
  /** Everything of the run with this name, as of one moment; null where there is none. @returns `vast.database` */
  readRun(name: string): Promise<Result<VastRunRecord | null>>
  close(): Promise<void>
}

/**
 * Connects to VAST's database. Nothing can be written through this connection: the server refuses it.
 *
 * @returns `vast.database` for what is no URL, where the server does not answer, and for another database
 */
export async function openVastDatabase(text: string): Promise<Result<VastDatabase>> {
  const url = readDatabaseUrl(text)
  if ('code' in url) return failure(badUrl(url.hint))
  const reader = new VastReader(new Client({ connectionString: url.secret, application_name: 'halley import-vast' }), url.shown)
  const opened = await settle(() => reader.open())
  return opened.ok ? success(reader) : opened
}

function badUrl(hint: string) {
  return makeFault('vast.database', '--database: expected postgres://user:password@host:port/database, found something else.', { hint })
}

type Row = Readonly<Record<string, unknown>>

interface RunRow extends Row {
  readonly id: unknown
}

const namesAtOnce = 100_000

class VastReader implements VastDatabase {
  readonly #client: Client
  readonly #shown: string

  constructor(client: Client, shown: string) {
    this.#client = client
    this.#shown = shown
    // A server that goes away is told by the query that waits for it.
    client.on('error', () => {})
  }

  async open(): Promise<void> {
    try {
      await this.#client.connect()
    } catch (error) {
      this.#refuse(error)
    }
    try {
      await this.#query('SET default_transaction_read_only = on')
      await this.#query('SELECT 1 FROM vast_pipeline_run LIMIT 1')
    } catch (error) {
      await this.close()
      throw error
    }
  }

  readRun(name: string): Promise<Result<VastRunRecord | null>> {
    return settle(async () => {
      await this.#query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
      try {
        const [run] = await this.#query(runQuery, [name])
        return run === undefined ? null : await this.#record({ ...run, id: run['id'] })
      } finally {
        await this.#client.query('ROLLBACK').catch(() => {})
      }
    })
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => {})
  }

  async #record(run: RunRow): Promise<VastRunRecord> {
    const comments = await this.#query(commentsQuery, [run.id])
    const tags = await this.#query(tagsQuery, [run.id])
    const favourites = await this.#query(favouritesQuery, [run.id])
    return {
      description: textOf(run, 'description'),
      status: textOf(run, 'status'),
      owner: run['username'] === null ? null : textOf(run, 'username'),
      sourceNames: await this.#sourceNames(run.id),
      comments: comments.map(commentOf),
      tags: tags.map((row) => ({ sourceId: numberOf(row, 'source_id'), name: textOf(row, 'name') })),
      favourites: favourites.map((row) => ({
        id: numberOf(row, 'id'),
        sourceId: numberOf(row, 'source_id'),
        text: textOf(row, 'comment'),
        username: textOf(row, 'username'),
      })),
    }
  }

  async #sourceNames(runId: unknown): Promise<ReadonlyMap<number, string>> {
    const names = new Map<number, string>()
    for (let last = -1; ;) {
      const rows = await this.#query(namesQuery, [runId, last, namesAtOnce])
      for (const row of rows) names.set(numberOf(row, 'id'), textOf(row, 'name'))
      if (rows.length < namesAtOnce) return names
      last = numberOf(rows[rows.length - 1], 'id')
    }
  }

  async #query(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.#client.query<Row>(text, [...values])).rows
    } catch (error) {
      return this.#refuse(error)
    }
  }

  #refuse(error: unknown): never {
    const reason = error instanceof Error ? error.message || error.name : String(error)
    refuse('vast.database', `${this.#shown}: expected the database of a VAST Pipeline that answers, found: ${reason}.`, {
      hint: "Give DATABASE_URL of VAST's .env, for a user who may read its tables; or leave --database out to import the files alone.",
      data: { url: this.#shown },
    })
  }
}

function textOf(row: Row, column: string): string {
  const value = row[column]
  return typeof value === 'string' ? value : ''
}

function numberOf(row: Row, column: string): number {
  return Number(row[column])
}

function commentOf(row: Row): VastComment {
  const { datetime } = row
  return {
    id: numberOf(row, 'id'),
    at: (datetime instanceof Date ? datetime : new Date(0)).toISOString(),
    text: textOf(row, 'comment'),
    username: textOf(row, 'username'),
    kind: kindOf(textOf(row, 'model')),
    objectId: numberOf(row, 'object_id'),
  }
}

function kindOf(model: string): VastComment['kind'] {
  if (model === 'source' || model === 'image' || model === 'measurement') return model
  return 'run'
}

const runQuery = `
  SELECT r.id, r.description, r.status, u.username
  FROM vast_pipeline_run r LEFT JOIN auth_user u ON u.id = r.user_id
  WHERE r.name = $1`

const namesQuery = 'SELECT id, name FROM vast_pipeline_source WHERE run_id = $1 AND id > $2 ORDER BY id LIMIT $3'

/** Comments hang on anything by the name of its model and its id. */
const commentsQuery = `
  SELECT c.id, c.datetime, c.comment, u.username, t.model, c.object_id
  FROM vast_pipeline_comment c
    JOIN auth_user u ON u.id = c.author_id
    JOIN django_content_type t ON t.id = c.content_type_id
  WHERE t.app_label = 'vast_pipeline' AND (
    (t.model = 'run' AND c.object_id = $1)
    OR (t.model = 'source' AND EXISTS (SELECT FROM vast_pipeline_source s WHERE s.id = c.object_id AND s.run_id = $1))
    OR (t.model = 'image' AND EXISTS (SELECT FROM vast_pipeline_image_run i WHERE i.image_id = c.object_id AND i.run_id = $1))
    OR (t.model = 'measurement' AND EXISTS (
      SELECT FROM vast_pipeline_measurement m JOIN vast_pipeline_image_run i ON i.image_id = m.image_id
      WHERE m.id = c.object_id AND i.run_id = $1)))
  ORDER BY c.id`

const tagsQuery = `
  SELECT l.source_id, t.name
  FROM vast_pipeline_source_tags l
    JOIN vast_pipeline_tagulous_source_tags t ON t.id = l.tagulous_source_tags_id
    JOIN vast_pipeline_source s ON s.id = l.source_id
  WHERE s.run_id = $1
  ORDER BY l.source_id, t.name`

const favouritesQuery = `
  SELECT f.id, f.source_id, f.comment, u.username
  FROM vast_pipeline_sourcefav f
    JOIN auth_user u ON u.id = f.user_id
    JOIN vast_pipeline_source s ON s.id = f.source_id
  WHERE s.run_id = $1
  ORDER BY f.id`
