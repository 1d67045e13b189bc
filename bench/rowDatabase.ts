import { DatabaseSync } from 'node:sqlite'
import { measurementsPerSource } from './sizedRun.ts'

/** What a database does that keeps sources and associations as rows, as the VAST Pipeline does; seconds. */
export interface RowTimes {
  readonly cascadeS: number
  readonly setBasedS: number
  /** A mark on every row, for a trash that is kept in the rows. */
  readonly markS: number
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

function fill(database: DatabaseSync, sources: number): void {
  const associations = sources * measurementsPerSource
  database.exec(`
    begin;
    insert into runs values (1), (2);
    insert into sources (id, run_id, flux, deleted_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sources}) select i, 1, i * 0.5, null from n;
    insert into associations (id, source_id, measurement_id)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${associations}) select i, 1 + (i - 1) % ${sources}, i from n;
    commit;`)
}

const schema = `
  pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
  create table runs (id integer primary key);
  create table sources (id integer primary key, run_id integer not null references runs on delete cascade, flux real, deleted_at text);
  create index sources_run on sources (run_id);
  create table associations (id integer primary key, source_id integer not null references sources on delete cascade, measurement_id integer);
  create index associations_source on associations (source_id);`

/** Times them on SQLite, which has no server to wait for, in a file at `path`. */
export function timeRows(path: string, sources: number): RowTimes {
  const database = new DatabaseSync(path)
  try {
    database.exec(schema)
    fill(database, sources)
    const markS = timed(() => database.exec("update sources set deleted_at = '2026-11-21' where run_id = 1"))
    const setBasedS = timed(() =>
      database.exec(`
        begin;
        delete from associations where source_id in (select id from sources where run_id = 1);
        delete from sources where run_id = 1;
        delete from runs where id = 1;
        commit;`),
    )
    database.exec('delete from runs')
    fill(database, sources)
    const cascadeS = timed(() => database.exec('delete from runs where id = 1'))
    return { cascadeS, setBasedS, markS }
  } finally {
    database.close()
  }
}
