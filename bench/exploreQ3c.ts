import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getuid } from 'node:process'
import { Client } from 'pg'
import { exportSourcesTo } from '../src/app/explore/exportSources.ts'
import type { Halley } from '../src/app/halley.ts'
import { parseSourceQuery } from '../src/app/contract/query/parseSourceQuery.ts'
import { installPackages } from '../scripts/debian/packages.ts'
import { expectValue } from './detections.ts'
import { measurementsPerSource } from './sizedRun.ts'

interface Q3cBench {
  readonly repeats: number
  readonly filtered: (repeat: number) => string
  readonly cone: (repeat: number) => string
}

const version = 15
const binaries = `/usr/lib/postgresql/${version}/bin`
const account = 'postgres'

/** Debian's server refuses to run as root: it runs as the account that comes with it. */
function asServer(command: string, args: readonly string[]): void {
  const [program, ...rest] = getuid?.() === 0 ? ['runuser', '-u', account, '--', command, ...args] : [command, ...args]
  const outcome = spawnSync(program, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (outcome.status !== 0) throw new Error(`${command} failed:\n${outcome.stdout}${outcome.stderr}`)
}

function numberOf(args: readonly string[]): number {
  return Number(spawnSync('id', args, { encoding: 'utf8' }).stdout)
}

/** A folder that the server may write. */
function serverFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'halley-q3c-'))
  chmodSync(folder, 0o755)
  if (getuid?.() === 0) chownSync(folder, numberOf(['-u', account]), numberOf(['-g', account]))
  return folder
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

async function load(client: Client, halley: Halley, run: string, folder: string): Promise<void> {
  const path = join(folder, 'sources.csv')
  const columns = [
    'id',
    'name',
    'wavg_ra',
    'wavg_dec',
    'n_meas',
    'n_rel',
    'max_snr',
    'avg_flux_peak',
    'eta_peak',
    'v_peak',
    'eta_int',
    'v_int',
    'new',
  ]
  expectValue(await exportSourcesTo(halley, path, { runs: [run], query: '', format: 'csv', columns }))
  chmodSync(path, 0o644)
  const doubles = ['wavg_ra', 'wavg_dec', 'max_snr', 'avg_flux_peak', 'eta_peak', 'v_peak', 'eta_int', 'v_int']
  const typed = columns.map((name) => {
    if (doubles.includes(name)) return `${name} double precision`
    return `"${name}" ${{ id: 'bigint', name: 'text', new: 'boolean' }[name] ?? 'integer'}`
  })
  await client.query('create extension q3c')
  await client.query(`create table sources (${typed.join(', ')})`)
  await client.query(`copy sources from '${path}' (format csv, header)`)
  await client.query(
    `create table measurements (source_id bigint, time timestamp, flux_peak double precision, flux_peak_err double precision)`,
  )
  await client.query(
    `insert into measurements select id, timestamp '2026-01-01' + epoch * interval '1 day', random(), random() from sources, generate_series(1, ${measurementsPerSource}) epoch order by id, epoch`,
  )
  for (const index of [
    'sources (id)',
    'sources (q3c_ang2ipix(wavg_ra, wavg_dec))',
    'sources (eta_peak desc nulls last, id)',
    'measurements (source_id)',
  ]) {
    await client.query(`create index on ${index}`)
  }
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

function statements({ filtered, cone }: Q3cBench): Readonly<Record<string, (repeat: number) => string>> {
  const sorted = 'order by eta_peak desc nulls last, id limit 100'
  const bins = ['eta_peak', 'v_peak', 'eta_int', 'v_int'].map((column, index) => {
    return (repeat: number) =>
      `select ${index}, width_bucket(ln(${column}), -5, 5, 48) bin, count(*) from sources where ${conditionSql(filtered(repeat))} and ${column} > 0 group by bin`
  })
  return {
    'first page, filtered and sorted': (repeat) => `select * from sources where ${conditionSql(filtered(repeat))} ${sorted}`,
    'page further down': () => `select * from sources where n_meas >= 3 and eta_peak < 10 ${sorted}`,
    count: (repeat) => `select count(*) from sources where ${conditionSql(filtered(repeat))}`,
    'cone of 30 arcmin, first page': (repeat) => `select * from sources where ${coneSql(cone(repeat))} ${sorted}`,
    'histograms of four columns': (repeat) => bins.map((bin) => bin(repeat)).join(' union all '),
    'source with its light curve': (repeat) =>
      `select * from sources join measurements on source_id = id where id = ${1000 + repeat * 45_677} order by time`,
  }
}

async function ask(client: Client, bench: Q3cBench): Promise<ReadonlyMap<string, number>> {
  const medians = new Map<string, number>()
  for (const [what, statement] of Object.entries(statements(bench))) {
    const tookMs: number[] = []
    for (let repeat = 0; repeat < bench.repeats; repeat++) {
      const start = performance.now()
      await client.query(statement(repeat))
      tookMs.push(performance.now() - start)
    }
    tookMs.sort((a, b) => a - b)
    medians.set(what, tookMs[bench.repeats >> 1])
  }
  return medians
}

/** Asks the same of PostgreSQL with Q3C (Debian's packages) that holds the same sources, as a role that may only read. @returns medians, ms */
export async function measureQ3c(halley: Halley, run: string, bench: Q3cBench): Promise<ReadonlyMap<string, number>> {
  installPackages([`postgresql-${version}`, `postgresql-${version}-q3c`])
  const folder = serverFolder()
  const data = join(folder, 'data')
  const shared = join(folder, 'rows')
  mkdirSync(shared)
  const port = await freePort()
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c work_mem=64MB -c fsync=off`
  asServer(join(binaries, 'initdb'), ['-D', data, '-U', 'owner', '--auth=trust', '-E', 'UTF8'])
  asServer(join(binaries, 'pg_ctl'), ['-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start'])
  try {
    const owner = new Client({ host: '127.0.0.1', port, user: 'owner', database: 'postgres' })
    await owner.connect()
    await load(owner, halley, run, shared)
    await owner.end()
    const client = new Client({ host: '127.0.0.1', port, user: 'bench', database: 'postgres' })
    await client.connect()
    const medians = await ask(client, bench)
    await client.end()
    return medians
  } finally {
    asServer(join(binaries, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
}
