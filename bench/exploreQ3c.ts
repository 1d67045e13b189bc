import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Client, types } from 'pg'
import { parseSourceQuery } from '../src/app/contract/query/parseSourceQuery.ts'
import { readVersion } from '../src/app/drawn/readVersion.ts'
import { showHistograms } from '../src/app/explore/showHistograms.ts'
import type { Halley } from '../src/app/halley.ts'
import { findRun } from '../src/app/runs/findRun.ts'
import { resultTables } from '../src/store/arrow/resultTables.ts'
import { openDuckDb, sqlLiteral, sqlName } from '../src/store/parquet/duckDb.ts'
import { parquetFiles } from '../src/store/parquet/parquetFiles.ts'
import type { ColumnSpec } from '../src/store/tables/column.ts'
import { measurementsTable } from '../src/store/tables/measurements.ts'
import { sourcesTable } from '../src/store/tables/sources.ts'
import { expectValue } from './detections.ts'
import {
  columnWithoutIndex,
  coneOf,
  filteredBy,
  furtherQuery,
  histogramColumns,
  sourceOf,
  type Answer,
  type PageStart,
  type Question,
} from './exploreQuestions.ts'
import type { Q3cServer } from './q3cServer.ts'

const sqlTypes: Readonly<Record<ColumnSpec['type'], string>> = {
  int64: 'bigint',
  int32: 'integer',
  int16: 'smallint',
  float64: 'double precision',
  float32: 'real',
  boolean: 'boolean',
  string: 'text',
  timestamp: 'timestamp',
}

/** What a light curve shows of each measurement. */
const curveColumns = measurementsTable.columns.filter(({ name }) =>
  ['id', 'image_id', 'time', 'ra', 'dec', 'flux_peak', 'flux_peak_err', 'flux_int', 'flux_int_err', 'local_rms', 'snr', 'forced'].includes(
    name,
  ),
)

const indices = [
  'sources (id)',
  'sources (q3c_ang2ipix(wavg_ra, wavg_dec))',
  'sources (eta_peak desc nulls last, id)',
  'measurements (source_id, time)',
]

/** The rows of the files that Halley answers from, as text that the server reads. */
async function writeRows(halley: Halley, runName: string, folder: string) {
  const run = expectValue(await findRun(halley, runName))
  const { result } = expectValue(await readVersion(halley, run, undefined))
  const tables = await resultTables(halley.store, run.id, result.id)
  const [sources, measurements] = ['sources.csv', 'measurements.csv'].map((name) => join(folder, name))
  const columns = sourcesTable.columns.map(({ name }) => sqlName(name)).join(', ')
  const curve = curveColumns.map(({ name }) => `m.${sqlName(name)}`).join(', ')
  const found = parquetFiles([join(halley.store.paths.result(run.id, result.id), 'sources.parquet')])
  const duckDb = await openDuckDb({ memoryLimitMb: 2500, threads: 2, spillFolder: join(folder, 'spilled') })
  try {
    await duckDb.connection.run(`COPY (SELECT ${columns} FROM ${found}) TO ${sqlLiteral(sources)} (FORMAT csv, HEADER)`)
    const joined = `${parquetFiles([tables.associations])} a JOIN ${parquetFiles(tables.measurements)} m ON a.meas_id = m.id`
    await duckDb.connection.run(
      `COPY (SELECT a.source_id, ${curve} FROM ${joined} ORDER BY a.source_id) TO ${sqlLiteral(measurements)} (FORMAT csv, HEADER)`,
    )
  } finally {
    duckDb.close()
  }
  for (const path of [sources, measurements]) chmodSync(path, 0o644)
  return { sources, measurements }
}

function definition(columns: readonly ColumnSpec[]): string {
  return columns.map(({ name, type }) => `${sqlName(name)} ${sqlTypes[type]}`).join(', ')
}

/** Gives the server the same sources and measurements, with the indices that serve its questions best. */
async function load(client: Client, halley: Halley, run: string, folder: string): Promise<void> {
  const { sources, measurements } = await writeRows(halley, run, folder)
  await client.query('create extension q3c')
  await client.query(`create unlogged table sources (${definition(sourcesTable.columns)})`)
  await client.query(`copy sources from ${sqlLiteral(sources)} (format csv, header)`)
  await client.query(`create unlogged table measurements (source_id bigint, ${definition(curveColumns)})`)
  await client.query(`copy measurements from ${sqlLiteral(measurements)} (format csv, header)`)
  for (const index of indices) await client.query(`create index on ${index}`)
  await client.query('cluster sources using sources_q3c_ang2ipix_idx')
  await client.query('vacuum analyze')
  await client.query('create role bench login')
  await client.query('grant select on all tables in schema public to bench')
}

/** The conditions of the bench as PostgreSQL has them. */
function conditionSql(query: string): string {
  return query.replace('not new', 'not "new"')
}

function coneSql(query: string): string {
  const parsed = expectValue(parseSourceQuery(query))
  if (parsed.kind !== 'cone') throw new Error(`${query} is no cone`)
  return `q3c_radial_query(wavg_ra, wavg_dec, ${parsed.raDeg}, ${parsed.decDeg}, ${parsed.radiusArcsec / 3600})`
}

type Row = Readonly<Record<string, unknown>>

interface Statement {
  readonly sql: (repeat: number) => string
  readonly answer: (rows: readonly Row[]) => Answer
}

function idsOf(rows: readonly Row[]): Answer {
  return rows.map(({ id }) => Number(id))
}

/** Counts in the bins that Halley chose, in one statement. */
async function histogramStatement(halley: Halley, run: string): Promise<Statement> {
  const shown = expectValue(await showHistograms(halley, { runs: [run], query: '', columns: histogramColumns }))
  const bins = shown.histograms.map(({ column, isLog, edges }, place) => {
    const [start, end] = [edges[0], edges[edges.length - 1]].map((edge) => (isLog ? Math.log10(edge) : edge))
    const value = isLog ? `log(${column})` : column
    const count = edges.length - 1
    const bin = `greatest(0, least(${count - 1}, floor((${value} - ${start}) / ${(end - start) / count})::int))`
    return { column, place, count, bin }
  })
  return {
    sql: (repeat) =>
      bins
        .map(({ column, place, bin }) => {
          const where = `${conditionSql(filteredBy(repeat))} and ${column} is not null`
          return `select ${place} place, ${bin} bin, count(*) from sources where ${where} group by bin`
        })
        .join(' union all '),
    answer(rows) {
      const counts = bins.map(({ count }) => Array.from({ length: count }, () => 0))
      for (const { place, bin, count } of rows) counts[Number(place)][Number(bin)] = Number(count)
      return counts.flat()
    },
  }
}

async function statements(halley: Halley, run: string, start: PageStart): Promise<Readonly<Record<string, Statement>>> {
  const sorted = 'order by eta_peak desc nulls last, id limit 100'
  const { etaPeak, id: lastId } = start
  const behind = `eta_peak <= ${etaPeak} and (eta_peak < ${etaPeak} or id > ${lastId})`
  return {
    'first page, filtered and sorted': {
      sql: (repeat) => `select * from sources where ${conditionSql(filteredBy(repeat))} ${sorted}`,
      answer: idsOf,
    },
    'first page, sorted by a column without an index there': {
      sql: (repeat) =>
        `select * from sources where ${conditionSql(filteredBy(repeat))} order by ${columnWithoutIndex} desc nulls last, id limit 100`,
      answer: idsOf,
    },
    'page further down': { sql: () => `select * from sources where ${furtherQuery} and ${behind} ${sorted}`, answer: idsOf },
    count: {
      sql: (repeat) => `select count(*) from sources where ${conditionSql(filteredBy(repeat))}`,
      answer: (rows) => rows.map(({ count }) => Number(count)),
    },
    'cone of 30 arcmin, first page': { sql: (repeat) => `select * from sources where ${coneSql(coneOf(repeat))} ${sorted}`, answer: idsOf },
    'histograms of four columns': await histogramStatement(halley, run),
    'source with its light curve': {
      sql: (repeat) =>
        `select sources.*, m.id as measurement, m.time as epoch, m.flux_peak as peak, m.* from sources join measurements m on source_id = sources.id where sources.id = ${sourceOf(repeat)} order by m.time, m.id`,
      answer: (rows) => rows.flatMap(({ measurement, epoch, peak }) => [Number(measurement), String(epoch), Number(peak)]),
    },
  }
}

const headBytes = 19
const endBytes = 2
const rowBytes = 2 + 12 + 8 + 8 + 8

/** Eta and V as the server's own binary rows, by its own client: the fastest that it gives them out. */
async function etaAndV({ psql, port }: Q3cServer): Promise<() => Answer> {
  const rows = 'select id, log(eta_peak)::real, log(v_peak)::real, n_meas from sources where n_meas >= 2 and eta_peak > 0 and v_peak > 0'
  const args = ['-h', '127.0.0.1', '-p', String(port), '-U', 'bench', '-d', 'postgres', '-c', `copy (${rows}) to stdout (format binary)`]
  const child = spawn(psql, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [bytes] = await Promise.all([buffer(child.stdout), once(child, 'close')])
  return () => {
    const count = (bytes.length - headBytes - endBytes) / rowBytes
    let ids = 0
    for (let row = 0; row < count; row++) ids += Number(bytes.readBigInt64BE(headBytes + row * rowBytes + 6))
    return [count, ids]
  }
}

/** PostgreSQL has times without a zone: those of the bench are UTC. */
function readTimesAsUtc(): void {
  types.setTypeParser(types.builtins.TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`).toISOString())
}

/**
 * The same questions to PostgreSQL with Q3C that holds the same rows, as a role that may only read. The questions last
 * as long as the work does.
 */
export async function askQ3c<T>(
  halley: Halley,
  { run, start, server }: { readonly run: string; readonly start: PageStart; readonly server: Q3cServer },
  work: (questions: ReadonlyMap<string, Question['ask']>) => Promise<T>,
): Promise<T> {
  readTimesAsUtc()
  const access = { host: '127.0.0.1', port: server.port, database: 'postgres' }
  const owner = new Client({ ...access, user: 'owner' })
  await owner.connect()
  await load(owner, halley, run, server.folder)
  await owner.end()
  const client = new Client({ ...access, user: 'bench' })
  await client.connect()
  try {
    const asked = Object.entries(await statements(halley, run, start)).map(([what, { sql, answer }]) => {
      const ask: Question['ask'] = async (repeat) => {
        const { rows } = await client.query<Row>(sql(repeat))
        return () => answer(rows)
      }
      return [what, ask] as const
    })
    return await work(new Map([...asked, ['eta and V of all sources, with their ids', () => etaAndV(server)]]))
  } finally {
    await client.end()
  }
}
